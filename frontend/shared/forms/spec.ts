/** How a procedure's form is laid out over its JSON Schema: sections of fields, each at a pointer into the answers. */
import { Validator, type Schema } from "@cfworker/json-schema";
import type { DataText } from "../i18n/setup";
import { get, isObject, join, set, type Answers } from "./pointer";

export type Widget =
  | "text" | "kana" | "textarea" | "tel" | "number" | "money"
  | "date" | "radio" | "select" | "checkbox" | "municipality" | "repeat";

export interface Option {
  value: string | number | boolean;
  label: DataText;
}

export interface Field {
  /** Inside a repeat: relative to the row, "/name". */
  pointer: string;
  widget: Widget;
  label: DataText;
  help?: DataText;
  options?: Option[];
  autocomplete?: string | null;
  /** A JSON Schema over the whole answers, or over the row inside a repeat. */
  show_if?: Schema | null;
  /** A repeat's questions, and what one of its rows is called. */
  fields?: Field[];
  item_label?: DataText;
}

export interface Section {
  id: string;
  title: DataText;
  intro?: DataText;
  show_if?: Schema | null;
  fields: Field[];
}

export interface FormDefinition {
  schema: Schema;
  ui: Section[];
  prefill?: Record<string, string>;
}

/** A field at its place: `at` is its absolute pointer, `within` names the row that holds it. */
export interface PlacedField extends Field {
  at: string;
  within?: { label: DataText; index: number };
}

const conditions = new WeakMap<object, Validator>();

/** `subject` is the whole answers, or one row of a repeat. */
export function isShown(condition: Schema | null | undefined, subject: unknown): boolean {
  if (!condition) return true;
  const known = conditions.get(condition) ?? new Validator(condition, "2020-12");
  conditions.set(condition, known);
  return known.validate(subject ?? {}).valid;
}

/** Every field that is shown, rows of repeats included, in reading order. */
export function placedFields(sections: readonly Section[], answers: Answers): PlacedField[] {
  return sections
    .filter((section) => isShown(section.show_if, answers))
    .flatMap((section) => section.fields.flatMap((field) => place(field, answers)));
}

function place(field: Field, answers: Answers): PlacedField[] {
  if (!isShown(field.show_if, answers)) return [];
  const own: PlacedField = { ...field, at: field.pointer };
  return field.widget === "repeat" ? [own, ...rowsOf(field, answers)] : [own];
}

function rowsOf(list: Field, answers: Answers): PlacedField[] {
  const rows = get(answers, list.pointer);
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown, index) =>
    (list.fields ?? [])
      .filter((item) => isShown(item.show_if, row))
      .map((item) => ({ ...item, at: join(`${list.pointer}/${index}`, item.pointer), within: { label: list.item_label, index } })),
  );
}

/** The answers without what hidden fields still hold: it stays in the screen's memory, but is not sent. */
export function withoutHidden(sections: readonly Section[], answers: Answers): Answers {
  const shown = new Set(placedFields(sections, answers).map((field) => field.at));
  return everyAnswered(sections, answers)
    .filter((at) => !shown.has(at))
    .reduce((kept, at) => withoutEmptyParents(set(kept, at, undefined), at), answers);
}

function everyAnswered(sections: readonly Section[], answers: Answers): string[] {
  const fields = sections.flatMap((section) => section.fields);
  const places = fields.flatMap((field) => [field.pointer, ...rowPointers(field, answers)]);
  return places.filter((at) => get(answers, at) !== undefined);
}

function rowPointers(list: Field, answers: Answers): string[] {
  const rows = list.widget === "repeat" ? get(answers, list.pointer) : null;
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((_, index) => (list.fields ?? []).map((item) => join(`${list.pointer}/${index}`, item.pointer)));
}

function withoutEmptyParents(answers: Answers, at: string): Answers {
  const parent = at.slice(0, at.lastIndexOf("/"));
  const value = get(answers, parent);
  const isEmpty = parent !== "" && isObject(value) && Object.keys(value).length === 0 && !/\/\d+$/.test(parent);
  return isEmpty ? withoutEmptyParents(set(answers, parent, undefined), parent) : answers;
}
