/** The browser's engine judges the same vectors as the server's, and the national forms are within its reach. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Schema } from "@cfworker/json-schema";
import { describe, expect, it } from "vitest";
import { check, checkForm } from "./check";
import type { Answers } from "./pointer";
import { placedFields, type Section } from "./spec";

const REPOSITORY = join(import.meta.dirname, "../../..");
const PRESETS = join(REPOSITORY, "layers/madoguchi/python/madoguchi/procedures/presets");

interface Vectors {
  rules: Schema;
  vectors: { says: string; answers: Answers; findings: [field: string, reason: string][] }[];
}

const { rules, vectors } = JSON.parse(readFileSync(join(REPOSITORY, "tests/contracts/procedures/form_vectors.json"), "utf8")) as Vectors;

describe("one vector file for both engines", () => {
  it.each(vectors)("$says", ({ answers, findings }) => {
    const found = check(rules, answers).map(({ field, reason }) => [field, reason]);

    expect(found.sort()).toEqual([...findings].sort());
  });
});

const presets = readdirSync(PRESETS)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(join(PRESETS, name), "utf8")) as { standard_id: string; form?: { rules: Schema; sections: Section[] } })
  .filter(({ form }) => form !== undefined);

describe("the form of each national procedure", () => {
  it.each(presets)("$standard_id can be judged, and what is missing names fields that are shown", ({ form }) => {
    const definition = { schema: form!.rules, ui: form!.sections };
    const shown = new Set(placedFields(definition.ui, {}).map(({ at }) => at));

    const found = checkForm(definition, {});

    expect(found.length).toBeGreaterThan(0);
    for (const { field, reason } of found) expect(shown.has(field), `${field} ${reason}`).toBe(true);
  });
});
