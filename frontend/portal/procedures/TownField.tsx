/** A form's municipality question: the answer is the six-digit code, people see the name. */
import { useTranslation } from "react-i18next";
import { read } from "../../shared/i18n/setup";
import { Button } from "../../shared/ui/Button";
import { LabelText } from "../../shared/ui/fields";
import type { SpecialProps } from "../../shared/forms/state";
import { TownSearch, useTowns } from "./TownSearch";

export function TownField({ field, id, value, error, required, badge, isDisabled, onChange }: SpecialProps) {
  const { t } = useTranslation("procedures");
  if (typeof value !== "string" || value === "") {
    return (
      <TownSearch
        id={id}
        label={read(field.label)}
        help={field.help ? `${read(field.help)} ${t("town.selectHelp")}` : t("town.selectHelp")}
        {...{ error, required, isDisabled, badge }}
        onChoose={(town) => onChange(town.code)}
      />
    );
  }
  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`}>
      <span className="label" id={`${id}-label`}>
        <LabelText label={read(field.label)} required={required} badge={badge} />
      </span>
      <span className="row">
        <TownName code={value} />
        {!isDisabled && (
          <Button id={id} weight="outline" small onPress={() => onChange(undefined)}>
            {t("town.change")}
          </Button>
        )}
      </span>
    </div>
  );
}

export function TownName({ code }: { code: string }) {
  const town = useTowns(code).data?.items.find((candidate) => candidate.code === code);
  return <strong>{town ? `${town.prefecture} ${town.name}` : code}</strong>;
}
