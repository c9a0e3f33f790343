/** One question as its widget. */
import { useTranslation } from "react-i18next";
import { read } from "../i18n/setup";
import { RadioInput, SelectInput, TextInput, type Choice } from "../ui/fields";
import { holdsIndividualNumber } from "./check";
import { DateInput } from "./DateInput";
import { fieldId, useForm } from "./FormView";
import { get } from "./pointer";
import type { Question } from "./spec";

interface FieldProps {
  question: Question;
  at: string;
}

interface WidgetProps extends FieldProps {
  value: unknown;
  onChange: (value: unknown) => void;
  labelling: {
    id: string;
    label: string;
    help?: string;
    required?: boolean;
    error?: string;
    badge: React.ReactNode;
    isDisabled: boolean;
  };
}

export function QuestionField({ question, at }: FieldProps) {
  const { t } = useTranslation("ui");
  const form = useForm();
  const value = get(form.answers, at);
  const isDisabled = !form.isEditable(at);
  const warning = typeof value === "string" && isFreeText(question) && holdsIndividualNumber(value);
  const labelling = {
    id: fieldId(at),
    label: read(question.label),
    help: question.help ? read(question.help) : undefined,
    required: form.required.has(at),
    error: form.errors.get(at) ?? (warning ? t("finding.individualNumber") : undefined),
    badge: form.badge(at),
    isDisabled,
  };
  const props: WidgetProps = { question, at, value, onChange: (next) => form.change(at, next), labelling };
  const Special = question.widget === "municipality" || question.widget === "file" ? form.special[question.widget] : undefined;
  if (Special) return <Special {...props} id={labelling.id} error={labelling.error} required={labelling.required} isDisabled={isDisabled} />;
  if (question.widget === "date") return <DateInput {...labelling} value={value} onChange={props.onChange} autoComplete={question.autocomplete} />;
  if (question.widget === "select") return <SelectWidget {...props} />;
  if (question.widget === "radio" || question.widget === "yes-no") return <RadioWidget {...props} />;
  if (question.widget === "money" || question.widget === "number") return <FigureWidget {...props} />;
  return <TextWidget {...props} />;
}

function isFreeText(question: Question): boolean {
  return question.widget === "text" || question.widget === "textarea";
}

/** Options may be words, numbers or yes and no; the page only knows words. */
function choicesOf(question: Question, yes: string, no: string): { choices: Choice[]; valueOf: (key: string) => unknown } {
  const options = question.widget === "yes-no" && !question.options?.length
    ? [{ value: true, label: yes }, { value: false, label: no }]
    : (question.options ?? []);
  const choices = options.map((option) => ({ value: JSON.stringify(option.value), label: read(option.label) }));
  return { choices, valueOf: (key) => (key === "" ? undefined : (JSON.parse(key) as unknown)) };
}

function SelectWidget({ question, value, onChange, labelling }: WidgetProps) {
  const { t } = useTranslation("ui");
  const { choices, valueOf } = choicesOf(question, t("yes"), t("no"));
  const key = value === undefined ? "" : JSON.stringify(value);
  return <SelectInput {...labelling} value={key} choices={choices} placeholder={t("choose")} onChange={(next) => onChange(valueOf(next))} />;
}

function RadioWidget({ question, value, onChange, labelling }: WidgetProps) {
  const { t } = useTranslation("ui");
  const { choices, valueOf } = choicesOf(question, t("yes"), t("no"));
  const key = value === undefined ? null : JSON.stringify(value);
  return <RadioInput {...labelling} value={key} choices={choices} row={choices.length <= 2} onChange={(next) => onChange(valueOf(next))} />;
}

/** Digits as people type them (full width, with commas) become an integer; anything else stays for the finding. */
export function readFigure(typed: string): number | string | undefined {
  const plain = typed.normalize("NFKC").replace(/[,、\s円¥]/g, "");
  if (plain === "") return undefined;
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : typed;
}

function FigureWidget({ question, value, onChange, labelling }: WidgetProps) {
  const { t } = useTranslation("ui");
  const isMoney = question.widget === "money";
  const shown = typeof value === "number" ? (isMoney ? value.toLocaleString("en-US") : String(value)) : String(value ?? "");
  const unit = question.unit ? read(question.unit) : isMoney ? t("yen") : undefined;
  return <TextInput {...labelling} value={shown} inputMode="numeric" unit={unit} short onChange={(typed) => onChange(readFigure(typed))} />;
}

const INPUT = {
  email: { type: "email", inputMode: "email" },
  phone: { type: "tel", inputMode: "tel" },
} as const;

function TextWidget({ question, value, onChange, labelling }: WidgetProps) {
  const input = question.widget === "email" || question.widget === "phone" ? INPUT[question.widget] : {};
  const isLong = question.widget === "textarea";
  const isKana = question.widget === "kana";
  const text = typeof value === "string" ? value : "";
  return (
    <TextInput
      {...labelling}
      {...input}
      value={text}
      lines={isLong ? 4 : undefined}
      unit={question.unit ? read(question.unit) : undefined}
      autoComplete={question.autocomplete ?? undefined}
      onChange={(typed) => onChange(typed === "" ? undefined : typed)}
      onBlur={isKana && text !== "" ? () => onChange(toKatakana(text)) : undefined}
    />
  );
}

/** Hiragana and half-width katakana as full-width katakana, so that nobody has to switch her keyboard. */
export function toKatakana(typed: string): string {
  const wide = typed.normalize("NFKC");
  return [...wide].map((letter) => (letter >= "ぁ" && letter <= "ゖ" ? String.fromCharCode(letter.charCodeAt(0) + 0x60) : letter)).join("");
}
