/** One field as its widget. */
import type { Schema } from "@cfworker/json-schema";
import { useTranslation } from "react-i18next";
import { read } from "../i18n/setup";
import { CheckInput, Fault, LabelText, RadioInput, SelectInput, TextInput, type Choice } from "../ui/fields";
import { holdsIndividualNumber, ruleFor } from "./check";
import { DateInput } from "./DateInput";
import { get } from "./pointer";
import type { Field } from "./spec";
import { fieldId, useForm } from "./state";

interface FieldProps {
  field: Field;
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

export function FieldView({ field, at }: FieldProps) {
  const { t } = useTranslation("ui");
  const form = useForm();
  const value = get(form.answers, at);
  const isDisabled = !form.isEditable(at);
  const warning = typeof value === "string" && isFreeText(field) && holdsIndividualNumber(value);
  const labelling = {
    id: fieldId(at),
    label: read(field.label),
    help: field.help ? read(field.help) : undefined,
    required: form.required.has(at),
    error: form.errors.get(at) ?? (warning ? t("finding.individualNumber") : undefined),
    badge: form.badge(at),
    isDisabled,
  };
  const props: WidgetProps = { field, at, value, onChange: (next) => form.change(at, next), labelling };
  const Special = field.widget === "municipality" ? form.special.municipality : undefined;
  if (Special) return <Special {...props} {...labelling} />;
  if (field.widget === "date") return <DateInput {...labelling} value={value} onChange={props.onChange} autoComplete={field.autocomplete} />;
  if (field.widget === "checkbox" && !field.options?.length) return <CheckWidget {...props} />;
  if (field.widget === "select") return <SelectWidget {...props} />;
  if (field.widget === "radio" || field.widget === "checkbox") return <RadioWidget {...props} />;
  if (field.widget === "money" || field.widget === "number") return <FigureWidget {...props} />;
  return <TextWidget {...props} />;
}

function isFreeText(field: Field): boolean {
  return field.widget === "text" || field.widget === "textarea";
}

/** A statement to tick; what is not ticked is an answer too, once it has been touched. */
function CheckWidget({ value, onChange, labelling }: WidgetProps) {
  const { id, label, help, error, required, isDisabled } = labelling;
  return (
    <div className="field">
      {error && <Fault id={`${id}-fault`}>{error}</Fault>}
      <CheckInput id={id} isSelected={value === true} onChange={onChange} isDisabled={isDisabled}>
        <LabelText label={label} required={required} />
      </CheckInput>
      {help && <span className="help">{help}</span>}
    </div>
  );
}

/** Options may be words, numbers or yes and no; the page only knows words. */
function choicesOf(field: Field): { choices: Choice[]; valueOf: (key: string) => unknown } {
  const choices = (field.options ?? []).map((option) => ({ value: JSON.stringify(option.value), label: read(option.label) }));
  return { choices, valueOf: (key) => (key === "" ? undefined : (JSON.parse(key) as unknown)) };
}

function SelectWidget({ field, value, onChange, labelling }: WidgetProps) {
  const { t } = useTranslation("ui");
  const { choices, valueOf } = choicesOf(field);
  const key = value === undefined ? "" : JSON.stringify(value);
  return <SelectInput {...labelling} value={key} choices={choices} placeholder={t("choose")} onChange={(next) => onChange(valueOf(next))} />;
}

function RadioWidget({ field, value, onChange, labelling }: WidgetProps) {
  const { choices, valueOf } = choicesOf(field);
  const key = value === undefined ? null : JSON.stringify(value);
  return <RadioInput {...labelling} value={key} choices={choices} row={choices.length <= 2} onChange={(next) => onChange(valueOf(next))} />;
}

/** Digits as people type them (full width, with commas) become an integer; anything else stays for the finding. */
export function readFigure(typed: string): number | string | undefined {
  const plain = typed.normalize("NFKC").replace(/[,、\s円¥]/g, "");
  if (plain === "") return undefined;
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : typed;
}

function FigureWidget({ field, value, onChange, labelling }: WidgetProps) {
  const { t } = useTranslation("ui");
  const isMoney = field.widget === "money";
  const shown = typeof value === "number" ? (isMoney ? value.toLocaleString("en-US") : String(value)) : String(value ?? "");
  return <TextInput {...labelling} value={shown} inputMode="numeric" unit={isMoney ? t("yen") : undefined} short onChange={(typed) => onChange(readFigure(typed))} />;
}

const TELEPHONE = { type: "tel", inputMode: "tel" } as const;
const LONG_TEXT_LINES = 4;
const SHORT = 10;

function TextWidget({ field, at, value, onChange, labelling }: WidgetProps) {
  const input = field.widget === "tel" ? TELEPHONE : {};
  const isLong = field.widget === "textarea";
  const rule = ruleFor(useForm().form.schema, at);
  const text = typeof value === "string" ? value : "";
  const tidy = () => {
    const next = tidied(field, text, rule);
    if (next !== text) onChange(next);
  };
  return (
    <TextInput
      {...labelling}
      {...input}
      value={text}
      lines={isLong ? LONG_TEXT_LINES : undefined}
      autoComplete={field.autocomplete ?? undefined}
      onChange={(typed) => onChange(typed === "" ? undefined : typed)}
      short={field.widget === "tel" || (typeof rule.maxLength === "number" && rule.maxLength <= SHORT)}
      onBlur={tidy}
    />
  );
}

/** Where the form has a pattern, what was typed in another width or kana is brought to it; names stay as written. */
function tidied(field: Field, text: string, rule: Schema): string {
  if (field.widget === "kana") return toKatakana(text);
  if (typeof rule.pattern !== "string") return text;
  const isMet = (candidate: string) => new RegExp(rule.pattern as string, "u").test(candidate);
  const plain = text.normalize("NFKC").replace(/[‐‑–—−ー]/g, "-").trim();
  return !isMet(text) && isMet(plain) ? plain : text;
}

/** Hiragana and half-width katakana as full-width katakana, so that nobody has to switch her keyboard. */
export function toKatakana(typed: string): string {
  const wide = typed.normalize("NFKC");
  return [...wide].map((letter) => (letter >= "ぁ" && letter <= "ゖ" ? String.fromCharCode(letter.charCodeAt(0) + 0x60) : letter)).join("");
}
