/** How a procedure's form is laid out over its JSON Schema: sections of fields, each at a pointer into the answers. */
import { Validator, type Schema } from "@cfworker/json-schema";
import type { DataText } from "../i18n/setup";
import { get, isObject, join, set, type Answers } from "./pointer";

export type Widget =
  | "text" | "kana" | "textarea" | "address" | "email" | "phone" | "number" | "money"
  | "date" | "radio" | "select" | "yes-no" | "municipality" | "list" | "file";

export interface Option {
  value: string | number | boolean;
  label: DataText;
}

export interface Question {
  /** Inside a list: relative to the item, "/name". */
  pointer: string;
  widget: Widget;
  label: DataText;
  help?: DataText;
  options?: readonly Option[];
  autocomplete?: string | null;
  unit?: DataText;
  /** A JSON Schema over the whole answers, or over the item inside a list. */
  visible_when?: Schema | null;
  items?: readonly Question[];
  item_label?: DataText;
  /** The attachment slot of a file question, which has no answer of its own. */
  slot?: string | null;
}

export interface Section {
  section_id: string;
  title: DataText;
  help?: DataText;
  visible_when?: Schema | null;
  questions: readonly Question[];
}

export interface FormDefinition {
  schema: Schema;
  ui: readonly Section[];
  prefill?: Record<string, string>;
}

/** A question at its place: `at` is its absolute pointer, `within` names the list's item that holds it. */
export interface PlacedField extends Question {
  at: string;
  within?: { label: DataText; index: number };
}

const conditions = new WeakMap<object, Validator>();

/** `subject` is the whole answers, or one item of a list. */
export function isShown(condition: Schema | null | undefined, subject: unknown): boolean {
  if (!condition) return true;
  const known = conditions.get(condition) ?? new Validator(condition, "2020-12");
  conditions.set(condition, known);
  return known.validate(subject ?? {}).valid;
}

/** Every question that is shown, items of lists included, in reading order. */
export function placedFields(sections: readonly Section[], answers: Answers): PlacedField[] {
  return sections
    .filter((section) => isShown(section.visible_when, answers))
    .flatMap((section) => section.questions.flatMap((question) => place(question, answers)));
}

function place(question: Question, answers: Answers): PlacedField[] {
  if (!isShown(question.visible_when, answers)) return [];
  const own: PlacedField = { ...question, at: question.pointer };
  return question.widget === "list" ? [own, ...itemsOf(question, answers)] : [own];
}

function itemsOf(list: Question, answers: Answers): PlacedField[] {
  const rows = get(answers, list.pointer);
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown, index) =>
    (list.items ?? [])
      .filter((item) => isShown(item.visible_when, row))
      .map((item) => ({ ...item, at: join(`${list.pointer}/${index}`, item.pointer), within: { label: list.item_label, index } })),
  );
}

/** The answers without what hidden questions still hold: it stays in the screen's memory, but is not sent. */
export function withoutHidden(sections: readonly Section[], answers: Answers): Answers {
  const shown = new Set(placedFields(sections, answers).map((field) => field.at));
  return everyAnswered(sections, answers)
    .filter((at) => !shown.has(at))
    .reduce((kept, at) => withoutEmptyParents(set(kept, at, undefined), at), answers);
}

function everyAnswered(sections: readonly Section[], answers: Answers): string[] {
  const questions = sections.flatMap((section) => section.questions);
  const places = questions.flatMap((question) => [question.pointer, ...itemPointers(question, answers)]);
  return places.filter((at) => get(answers, at) !== undefined);
}

function itemPointers(list: Question, answers: Answers): string[] {
  const rows = list.widget === "list" ? get(answers, list.pointer) : null;
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((_, index) => (list.items ?? []).map((item) => join(`${list.pointer}/${index}`, item.pointer)));
}

function withoutEmptyParents(answers: Answers, at: string): Answers {
  const parent = at.slice(0, at.lastIndexOf("/"));
  const value = get(answers, parent);
  const isEmpty = parent !== "" && isObject(value) && Object.keys(value).length === 0 && !/\/\d+$/.test(parent);
  return isEmpty ? withoutEmptyParents(set(answers, parent, undefined), parent) : answers;
}
