/** A date as people write it: year, month, day in three boxes, with the Japanese calendar shown beside. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Fault, LabelText, type Labelling } from "../ui/fields";
import { eraDate, isRealDate, joinDate, splitDate, type DateParts } from "./dates";

interface DateInputProps extends Labelling {
  value: unknown;
  onChange: (value: string | undefined) => void;
  autoComplete?: string | null;
}

const PARTS = ["year", "month", "day"] as const;
const LENGTH = { year: 6, month: 2, day: 2 } as const;

export function DateInput({ value, onChange, ...labelling }: DateInputProps) {
  const { t } = useTranslation("ui");
  const fallback = useId();
  const id = labelling.id ?? fallback;
  const [typed, setTyped] = useState<DateParts>(() => splitDate(value));
  const shown = joinDate(typed) === value ? typed : splitDate(value);
  const date = joinDate(shown);
  const change = (part: keyof DateParts, text: string) => {
    const next = { ...shown, [part]: text };
    setTyped(next);
    onChange(joinDate(next));
  };
  const described = [`${id}-help`, `${id}-era`, labelling.error && `${id}-fault`].filter(Boolean).join(" ");
  return (
    <fieldset className="field date" aria-describedby={described} aria-invalid={labelling.error ? true : undefined} disabled={labelling.isDisabled}>
      <legend className="label">
        <LabelText {...labelling} />
      </legend>
      <span className="help" id={`${id}-help`}>
        {labelling.help ?? t("date.hint")}
      </span>
      {labelling.error && <Fault id={`${id}-fault`}>{labelling.error}</Fault>}
      <span className="date-parts">
        {PARTS.map((part) => (
          <label key={part} className={`date-${part}`}>
            <input
              id={part === "year" ? id : undefined}
              className="input"
              inputMode={part === "year" ? "text" : "numeric"}
              maxLength={LENGTH[part]}
              value={shown[part]}
              autoComplete={labelling.autoComplete === "bday" ? `bday-${part}` : "off"}
              aria-invalid={labelling.error ? true : undefined}
              aria-required={labelling.required || undefined}
              aria-describedby={labelling.error ? `${id}-fault` : undefined}
              onChange={(event) => change(part, event.target.value)}
            />
            <span>{t(`date.${part}`)}</span>
          </label>
        ))}
      </span>
      <span className="era" id={`${id}-era`} aria-live="polite">
        <Era date={date} />
      </span>
    </fieldset>
  );
}

function Era({ date }: { date: string | undefined }) {
  const { t } = useTranslation("ui");
  if (!date || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  if (!isRealDate(date)) return <>{t("date.unreal")}</>;
  const era = eraDate(date);
  return era ? <>{t("date.wareki", { value: era })}</> : null;
}
