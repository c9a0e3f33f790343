import { describe, expect, it } from "vitest";
import { checkForm, holdsIndividualNumber, requiredFields, ruleFor } from "./check";
import { withoutHidden, type FormDefinition } from "./spec";

const isMarried = { properties: { spouse: { properties: { exists: { const: true } }, required: ["exists"] } }, required: ["spouse"] };

const FORM: FormDefinition = {
  schema: {
    type: "object",
    properties: {
      claimant: {
        type: "object",
        properties: { name: { $ref: "#/$defs/name" }, kana: { type: "string", pattern: "^[ァ-ヶー 　]{1,40}$" } },
        required: ["name", "kana"],
        additionalProperties: false,
      },
      spouse: {
        type: "object",
        properties: { exists: { type: "boolean" }, name: { $ref: "#/$defs/name" } },
        required: ["exists"],
        if: { properties: { exists: { const: true } }, required: ["exists"] },
        then: { required: ["name"] },
        additionalProperties: false,
      },
      children: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          properties: { birth_date: { type: "string", format: "date" }, living: { enum: ["together", "apart"] }, address: { type: "string" } },
          required: ["birth_date", "living"],
          if: { properties: { living: { const: "apart" } }, required: ["living"] },
          then: { required: ["address"] },
        },
      },
      account: { type: "object", properties: { bank_code: { type: "string", pattern: "^[0-9]{4}$", maxLength: 4 } } },
    },
    required: ["claimant", "spouse", "children"],
    $defs: { name: { type: "string", minLength: 1, maxLength: 20 } },
  },
  ui: [
    {
      id: "claimant",
      title: "請求者",
      fields: [
        { pointer: "/claimant/name", widget: "text", label: "氏名" },
        { pointer: "/claimant/kana", widget: "kana", label: "カナ" },
      ],
    },
    {
      id: "spouse",
      title: "配偶者",
      fields: [
        { pointer: "/spouse/exists", widget: "radio", label: "有無", options: [{ value: true, label: "はい" }] },
        { pointer: "/spouse/name", widget: "text", label: "配偶者の氏名", show_if: isMarried },
      ],
    },
    {
      id: "children",
      title: "子",
      fields: [
        {
          pointer: "/children",
          widget: "repeat",
          label: "お子さん",
          fields: [
            { pointer: "/birth_date", widget: "date", label: "生年月日" },
            { pointer: "/living", widget: "radio", label: "同居" },
            { pointer: "/address", widget: "text", label: "住所", show_if: { properties: { living: { const: "apart" } }, required: ["living"] } },
          ],
        },
      ],
    },
  ],
};

const places = (answers: Record<string, unknown>) => checkForm(FORM, answers).map(({ field, reason }) => `${field} ${reason}`);

describe("findings name the field that a person sees", () => {
  it("an empty form names every field that is asked for, not the objects that hold them", () => {
    expect(places({}).sort()).toEqual(["/children required", "/claimant/kana required", "/claimant/name required", "/spouse/exists required"]);
  });

  it("a field inside a row is named with its row", () => {
    const answers = { claimant: { name: "髙野", kana: "タカノ" }, spouse: { exists: false }, children: [{ birth_date: "2026-09-28", living: "together" }, { birth_date: "2013-02-30", living: "apart" }] };

    expect(places(answers).sort()).toEqual(["/children/1/address required", "/children/1/birth_date wrong-format"]);
  });

  it("a pattern, a length and a missing row have the server's own codes", () => {
    const answers = { claimant: { name: "あ".repeat(21), kana: "takano" }, spouse: { exists: false }, children: [] };

    expect(places(answers).sort()).toEqual(["/children too-few", "/claimant/kana wrong-format", "/claimant/name too-long"]);
  });

  it("an empty text counts as missing", () => {
    expect(places({ claimant: { name: "", kana: "タカノ" }, spouse: { exists: false }, children: [{ birth_date: "2026-09-28", living: "together" }] })).toEqual([
      "/claimant/name required",
    ]);
  });

  it("right answers have none", () => {
    expect(places({ claimant: { name: "髙野", kana: "タカノ ミドリ" }, spouse: { exists: true, name: "誠" }, children: [{ birth_date: "2026-09-28", living: "together" }] })).toEqual([]);
  });
});

describe("what hidden fields hold", () => {
  it("is not sent, and empties the object it leaves behind", () => {
    const answers = { spouse: { exists: false, name: "誠" }, children: [{ living: "together", address: "古い住所" }] };

    expect(withoutHidden(FORM.ui, answers)).toEqual({ spouse: { exists: false }, children: [{ living: "together" }] });
  });

  it("stays when the form does not know it", () => {
    expect(withoutHidden(FORM.ui, { town: { note: "x" } })).toEqual({ town: { note: "x" } });
  });
});

describe("the mark of a required field", () => {
  it("follows the answers", () => {
    expect([...requiredFields(FORM, { spouse: { exists: true } })]).toContain("/spouse/name");
    expect([...requiredFields(FORM, { spouse: { exists: false } })]).not.toContain("/spouse/name");
  });

  it("stays while the field is filled in", () => {
    const required = requiredFields(FORM, { claimant: { name: "髙野" }, spouse: { exists: true, name: "誠" }, children: [{ living: "apart", address: "x" }] });

    expect([...required].sort()).toEqual([
      "/children/0/address", "/children/0/birth_date", "/children/0/living", "/claimant/kana", "/claimant/name", "/spouse/exists", "/spouse/name",
    ]);
  });
});

it("a field's own rule is found through lists and references", () => {
  expect(ruleFor(FORM.schema, "/claimant/name").maxLength).toBe(20);
  expect(ruleFor(FORM.schema, "/children/3/birth_date").format).toBe("date");
  expect(ruleFor(FORM.schema, "/nowhere/at/all")).toEqual({});
});

describe("an Individual Number in free text", () => {
  const withCheckDigit = (base: string) => {
    const weights = [2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6];
    const sum = [...base].reverse().reduce((total, digit, at) => total + Number(digit) * weights[at]!, 0);
    return base + (sum % 11 <= 1 ? 0 : 11 - (sum % 11));
  };
  const number = withCheckDigit("98765432101");

  it("is noticed in any width and with separators", () => {
    expect(holdsIndividualNumber(`番号は${number}です`)).toBe(true);
    expect(holdsIndividualNumber(number.replace(/(\d{4})(?=\d)/g, "$1-"))).toBe(true);
    expect(holdsIndividualNumber(number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)))).toBe(true);
  });

  it("is not seen in other numbers", () => {
    const wrong = number.slice(0, 11) + ((Number(number[11]) + 1) % 10);

    expect(holdsIndividualNumber(wrong)).toBe(false);
    expect(holdsIndividualNumber("090-0000-0000")).toBe(false);
    expect(holdsIndividualNumber(`1${number}`)).toBe(false);
  });
});
