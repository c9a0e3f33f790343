import { describe, expect, it } from "vitest";
import type { Section } from "../../shared/forms/spec";
import { editableFields, isPointerEditable, isSlotEditable } from "./returned";

const returned = [
  { pointer: "/adult_children/0/proof", label: "確認書", reason: "ありません" },
  { pointer: "/attachments/identity", label: "本人確認書類", reason: "読めません" },
];

describe("after a return", () => {
  it("only what the town named can change", () => {
    expect(isPointerEditable("/adult_children/0/proof", returned)).toBe(true);
    expect(isPointerEditable("/adult_children/0/name", returned)).toBe(false);
    expect(isPointerEditable("/adult_children", returned)).toBe(false);
    expect(isPointerEditable("/claimant/name", null)).toBe(true);
  });

  it("a named slot is open, and so is a paper that is still owed", () => {
    expect(isSlotEditable("identity", returned, false)).toBe(true);
    expect(isSlotEditable("support-confirmation", returned, false)).toBe(false);
    expect(isSlotEditable("support-confirmation", returned, true)).toBe(true);
  });

  it("only the sections that hold a named item are shown", () => {
    const sections: Section[] = [
      { id: "claimant", title: "請求者", fields: [{ pointer: "/claimant/name", widget: "text", label: "氏名" }] },
      { id: "adults", title: "大学生年代の子", fields: [{ pointer: "/adult_children", widget: "repeat", label: "子" }] },
    ];

    expect(editableFields(sections, returned).map(({ id }) => id)).toEqual(["adults"]);
    expect(editableFields(sections, null)).toBe(sections);
  });
});
