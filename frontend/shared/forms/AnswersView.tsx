/** Answers to read: the form's words, the person's answers, nothing to edit. */
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { calendarDate, yen } from "../i18n/format";
import { read } from "../i18n/setup";
import { Facts, type Pair } from "../ui/Facts";
import { isRealDate } from "./dates";
import { get, join, type Answers } from "./pointer";
import { isShown, type Field, type FormDefinition, type Section } from "./spec";

interface AnswersViewProps {
  form: FormDefinition;
  answers: Answers;
  town?: ComponentType<{ code: string }>;
}

export function AnswersView({ form, answers, town }: AnswersViewProps) {
  const sections = form.ui.filter((section) => isShown(section.show_if, answers) && isAnswered(section, answers));
  return (
    <div className="answers">
      {sections.map((section) => (
        <section key={section.id} className="stack-small">
          <h3>{read(section.title)}</h3>
          <SectionAnswers {...{ section, answers, town }} />
        </section>
      ))}
    </div>
  );
}

function isAnswered(section: Section, answers: Answers): boolean {
  return section.fields.some((field) => {
    const value = get(answers, field.pointer);
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
}

interface SectionAnswersProps extends Omit<AnswersViewProps, "form"> {
  section: Section;
}

function SectionAnswers({ section, answers, town }: SectionAnswersProps) {
  const plain = section.fields.filter((field) => field.widget !== "repeat" && isShown(field.show_if, answers));
  const repeats = section.fields.filter((field) => field.widget === "repeat");
  const pairs = plain.map((field) => pair(field, get(answers, field.pointer), town)).filter((found) => found !== null);
  return (
    <>
      {pairs.length > 0 && <Facts pairs={pairs} />}
      {repeats.map((field) => (
        <Rows key={field.pointer} {...{ field, answers, town }} />
      ))}
    </>
  );
}

function Rows({ field, answers, town }: { field: Field; answers: Answers; town?: ComponentType<{ code: string }> }) {
  const { t } = useTranslation("ui");
  const rows = get(answers, field.pointer);
  if (!Array.isArray(rows)) return null;
  return rows.map((row: unknown, index) => {
    const inside = (field.fields ?? []).filter((item) => isShown(item.show_if, row));
    const pairs = inside.map((item) => pair(item, get(row, join("", item.pointer)), town)).filter((found) => found !== null);
    return (
      <div key={index} className="answers-row">
        <h4>{t("repeat.count", { item: read(field.item_label) || read(field.label), n: index + 1 })}</h4>
        <Facts pairs={pairs} />
      </div>
    );
  });
}

function pair(field: Field, value: unknown, Town?: ComponentType<{ code: string }>): Pair | null {
  if (value === undefined) return null;
  if (field.widget === "municipality" && Town && typeof value === "string") return [read(field.label), <Town code={value} />];
  return [read(field.label), valueText(field, value)];
}

export function valueText(field: Field, value: unknown): string {
  const option = field.options?.find((candidate) => candidate.value === value);
  if (option) return read(option.label);
  if (field.widget === "money" && typeof value === "number") return yen(value);
  if (field.widget === "date" && typeof value === "string" && isRealDate(value)) return calendarDate(value);
  if (typeof value === "boolean") return value ? "✓" : "—";
  return String(value);
}
