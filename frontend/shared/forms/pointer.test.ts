import { describe, expect, it } from "vitest";
import { answersPointer, get, isSame, isWithin, set } from "./pointer";

describe("pointers into answers", () => {
  const answers = { children: [{ name: "凪" }, { name: "蓮" }], "a/b": 1 };

  it("read through lists and escaped names, and nothing from the prototype", () => {
    expect(get(answers, "/children/1/name")).toBe("蓮");
    expect(get(answers, "/a~1b")).toBe(1);
    expect(get(answers, "/children/5/name")).toBeUndefined();
    expect(get(answers, "/constructor")).toBeUndefined();
  });

  it("change one place and leave the old value as it was", () => {
    const changed = set(answers, "/children/0/name", "葵");

    expect(get(changed, "/children/0/name")).toBe("葵");
    expect(answers.children[0]!.name).toBe("凪");
  });

  it("make the objects on the way, and take a member away with undefined", () => {
    const made = set({}, "/spouse/name", "誠");

    expect(made).toEqual({ spouse: { name: "誠" } });
    expect(set(made, "/spouse/name", undefined)).toEqual({ spouse: {} });
  });

  it("cannot reach the prototype of objects", () => {
    const changed = set<Record<string, unknown>>({}, "/__proto__/polluted", true);

    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.hasOwn(changed, "__proto__")).toBe(true);
  });

  it("mean the answers whether or not a door named the body's member", () => {
    expect(answersPointer("/answers/children/0/birth_date")).toBe("/children/0/birth_date");
    expect(answersPointer("/children/0/birth_date")).toBe("/children/0/birth_date");
    expect(answersPointer("#/children/0")).toBe("/children/0");
  });

  it("know what lies within what, by whole names", () => {
    expect(isWithin("/children/0/name", "/children/0")).toBe(true);
    expect(isWithin("/children_more", "/children")).toBe(false);
  });

  it("compare values whatever the order of members", () => {
    expect(isSame({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
    expect(isSame({ a: 1 }, { a: 2 })).toBe(false);
  });
});
