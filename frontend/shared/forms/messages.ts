/** Words for findings, in the reader's language, naming the field as the form does. */
import i18next from "i18next";
import { read } from "../i18n/setup";
import type { Finding } from "./check";
import { answersPointer } from "./pointer";
import type { PlacedField } from "./spec";

const CHOSEN = new Set(["select", "radio", "checkbox", "municipality"]);
const KNOWN = new Set([
  "required", "not-a-choice", "wrong-format", "too-short", "too-long", "too-small", "too-large", "too-few", "too-many", "duplicate",
]);

/** What people call the answer: inside a repeat with its row, 「お子さん（2人目）：生年月日」. */
export function labelOf(field: PlacedField | undefined): string {
  if (!field) return "";
  const name = read(field.label);
  if (!field.within) return name;
  return i18next.t("ui:inside", { item: read(field.within.label), n: field.within.index + 1, name });
}

export function messageOf(finding: Finding, fields: readonly PlacedField[]): string {
  if (finding.message) return finding.message;
  const field = fields.find((candidate) => candidate.at === finding.field);
  const label = labelOf(field) || finding.field;
  return i18next.t(`ui:finding.${wordFor(finding, field)}`, { label, limit: finding.limit });
}

function wordFor(finding: Finding, field: PlacedField | undefined): string {
  if (field?.widget === "date" && finding.reason !== "required") return "date";
  if (field?.widget === "kana" && finding.reason === "wrong-format") return "kana";
  if (finding.reason === "required" && field && CHOSEN.has(field.widget)) return "choose";
  return KNOWN.has(finding.reason) ? finding.reason : "not-allowed";
}

/** Findings with their pointer into the answers and their words, the first one of each field. */
export function spoken(findings: readonly Finding[], fields: readonly PlacedField[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const finding of findings) {
    const field = answersPointer(finding.field);
    if (!words.has(field)) words.set(field, messageOf({ ...finding, field }, fields));
  }
  return words;
}
