/** Checks answers against the form's schema with an interpreting validator (no code is generated, so the CSP stays strict). */
import { Validator, type OutputUnit, type Schema } from "@cfworker/json-schema";
import { get, isObject, pointerOf, segments, set, type Answers } from "./pointer";
import { placedFields, withoutHidden, type FormDefinition, type PlacedField } from "./spec";

export interface Finding {
  /** Pointer into the answers. */
  field: string;
  /** The same codes as the catalogue's on the server. */
  reason: string;
  /** A server's text; the browser writes its own from the reason. */
  message?: string;
  /** The rule's limit, never what was answered. */
  limit?: number;
}

const REASONS: Record<string, string> = {
  required: "required",
  additionalProperties: "unknown-field",
  type: "wrong-type",
  enum: "not-a-choice",
  const: "not-a-choice",
  pattern: "wrong-format",
  format: "wrong-format",
  minLength: "too-short",
  maxLength: "too-long",
  minimum: "too-small",
  maximum: "too-large",
  minItems: "too-few",
  maxItems: "too-many",
  uniqueItems: "duplicate",
};

/** Keywords that only hold others: their inner errors say more. */
const WRAPPERS = new Set([
  "properties", "patternProperties", "items", "prefixItems", "allOf", "anyOf", "oneOf", "if", "then", "else", "$ref", "dependentSchemas",
  "unevaluatedProperties", "false",
]);
const DEPTH = 8;

export function checkForm(form: FormDefinition, answers: Answers): Finding[] {
  const sent = withoutHidden(form.ui, answers);
  const fields = placedFields(form.ui, sent);
  return reachFields(form.schema, sent, fields, DEPTH);
}

/** An object that is missing as a whole is asked again as an empty one, so that its fields are named. */
function reachFields(schema: Schema, answers: Answers, fields: readonly PlacedField[], depth: number): Finding[] {
  const findings = check(schema, answers);
  const hollow = findings.filter((found) => found.reason === "required" && isContainer(found.field, fields));
  if (hollow.length === 0 || depth === 0) return findings;
  const filled = hollow.reduce((filling, found) => set(filling, found.field, {}), answers);
  return reachFields(schema, filled, fields, depth - 1);
}

function isContainer(pointer: string, fields: readonly PlacedField[]): boolean {
  return fields.some((field) => field.at.startsWith(`${pointer}/`)) && !fields.some((field) => field.at === pointer);
}

const FIELD_NAME = /^[a-z][a-z0-9_]{0,39}$/;
const validators = new WeakMap<object, Validator>();

function validatorOf(schema: Schema): Validator {
  const made = validators.get(schema) ?? new Validator(schema, "2020-12", false);
  validators.set(schema, made);
  return made;
}

export function check(schema: Schema, answers: Answers): Finding[] {
  const { errors } = validatorOf(schema).validate(answers);
  const found = errors.filter((error) => !WRAPPERS.has(error.keyword)).flatMap((error) => findingsOf(schema, answers, error));
  return unique(found);
}

function findingsOf(schema: Schema, answers: Answers, error: OutputUnit): Finding[] {
  const at = pointerOf(segments(decode(error.instanceLocation)));
  const rule = ruleAt(schema, error.keywordLocation);
  if (error.keyword === "required" && Array.isArray(rule)) {
    const here = get(answers, at);
    const absent = rule.filter((name) => isObject(here) && !Object.hasOwn(here, String(name)));
    return absent.map((name) => ({ field: at + pointerOf([String(name)]), reason: "required" }));
  }
  if (error.keyword === "additionalProperties") return rule === false ? [{ field: at + unknownName(schema, answers, at, error), reason: "unknown-field" }] : [];
  const limit = typeof rule === "number" ? rule : undefined;
  if (error.keyword === "minLength" && limit === 1) return [{ field: at, reason: "required" }];
  return [{ field: at, reason: REASONS[error.keyword] ?? "not-allowed", limit }];
}

/** The first unknown field, when its name looks like one: anything else could be what somebody typed. */
function unknownName(schema: Schema, answers: Answers, at: string, error: OutputUnit): string {
  const rules = ruleAt(schema, error.keywordLocation.replace(/\/additionalProperties$/, ""));
  const known: object = isObject(rules) && isObject(rules.properties) ? rules.properties : {};
  const here = get(answers, at);
  const unknown = isObject(here) ? Object.keys(here).find((name) => !Object.hasOwn(known, name)) : undefined;
  return unknown !== undefined && FIELD_NAME.test(unknown) ? pointerOf([unknown]) : "";
}

/** The value of the keyword an error names, following `$ref` on the way. */
function ruleAt(schema: Schema, location: string): unknown {
  let here: unknown = schema;
  for (const part of segments(decode(location))) {
    if (part === "$ref" && isObject(here) && typeof here.$ref === "string") here = get(schema, decode(here.$ref));
    else here = get(here, pointerOf([part]));
  }
  return here;
}

/** The part of a schema that speaks of one answer, as far as properties, items and references lead. */
export function ruleFor(schema: Schema, pointer: string): Schema {
  const step = (here: Schema, part: string): Schema => {
    const inside: unknown = /^\d+$/.test(part) ? here.items : here.properties?.[part];
    return referred(schema, isObject(inside) ? inside : {});
  };
  return segments(pointer).reduce(step, referred(schema, schema));
}

function referred(schema: Schema, here: Schema): Schema {
  const target = typeof here.$ref === "string" ? get(schema, decode(here.$ref)) : undefined;
  return isObject(target) ? target : here;
}

function decode(location: string): string {
  return decodeURIComponent(location).replace(/^#/, "");
}

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ field }) => !seen.has(field) && seen.add(field));
}

const CHOICES = new Set(["radio", "select", "checkbox"]);

/** Which shown fields the schema asks for now: with only the choices made, those whose absence it would refuse. */
export function requiredFields(form: FormDefinition, answers: Answers): Set<string> {
  const sent = withoutHidden(form.ui, answers);
  const fields = placedFields(form.ui, sent).filter((field) => field.widget !== "repeat");
  const choices = new Set(fields.filter((field) => CHOICES.has(field.widget)).map((field) => field.at));
  const without = (keep: (at: string) => boolean) =>
    fields.reduce((left, { at }) => (keep(at) || get(left, at) === undefined ? left : set(left, at, undefined)), sent);
  const missing = (given: Answers) =>
    reachFields(form.schema, given, placedFields(form.ui, sent), DEPTH)
      .filter((found) => found.reason === "required")
      .map((found) => found.field);
  const asked = missing(without((at) => choices.has(at)));
  const choicesAsked = [...choices].filter((choice) => missing(without((at) => choices.has(at) && at !== choice)).includes(choice));
  return new Set([...asked, ...choicesAsked]);
}

/** Twelve digits with a valid check digit are taken for an Individual Number (個人番号), which no form asks for. */
export function holdsIndividualNumber(text: string): boolean {
  const digits = text.normalize("NFKC").replace(/[\s-]/g, "");
  return [...digits.matchAll(/(?<!\d)\d{12}(?!\d)/g)].some(([run]) => hasCheckDigit(run));
}

function hasCheckDigit(number: string): boolean {
  const weight = (place: number) => (place <= 6 ? place + 1 : place - 5);
  const sum = [...number.slice(0, 11)].reverse().reduce((total, digit, at) => total + Number(digit) * weight(at + 1), 0);
  const rest = sum % 11;
  return Number(number[11]) === (rest <= 1 ? 0 : 11 - rest);
}
