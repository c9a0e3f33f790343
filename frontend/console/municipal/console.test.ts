import { beforeAll, describe, expect, it } from "vitest";
import { startTexts } from "../../shared/i18n/setup";
import { apiBase } from "../api/client";
import { bodyOf, missing } from "./DecisionForm";
import { isOverdue } from "./Inbox";
import { groupOf, labelOf, leaves, valueText } from "./labels";

beforeAll(() => startTexts({}));

const typed = { outcome: "granted", monthly: "40,000", from: "2026-11", reason: "要件に該当するため", remedies: "" } as const;

describe("a decision", () => {
  it("to grant needs an amount, a month and a reason", () => {
    expect(missing(typed)).toEqual([]);
    expect(missing({ ...typed, monthly: "", from: "2026年11月", reason: " " })).toEqual(["monthly", "from", "reason"]);
    expect(bodyOf(typed)).toEqual({ outcome: "granted", monthly_yen: 40_000, from_month: "2026-11", reason: "要件に該当するため", remedies: null, findings_confirmed: [] });
  });

  it("to dismiss needs its remedies and pays nothing", () => {
    const dismissed = { ...typed, outcome: "dismissed" } as const;

    expect(missing(dismissed)).toEqual(["remedies"]);
    expect(bodyOf({ ...dismissed, remedies: "審査請求" })).toMatchObject({ monthly_yen: 0, from_month: null, remedies: "審査請求" });
  });

  it("reads figures in any width", () => {
    expect(bodyOf({ ...typed, monthly: "２５，０００円" }).monthly_yen).toBe(25_000);
  });

  it("is nothing before an outcome is chosen", () => {
    expect(missing({ ...typed, outcome: null })).toEqual(["outcome"]);
  });
});

describe("answers under their names", () => {
  it("are listed one by one, each with the person it belongs to", () => {
    const found = leaves({ children: [{ name: "凪", living: "together" }], income_yen: 1 });

    expect(found.map(([pointer]) => pointer)).toEqual(["/children/0/name", "/children/0/living", "/income_yen"]);
    expect(labelOf("/children/0/name")).toBe("児童1 氏名");
    expect(groupOf("/children/0/name")).toBe("/children/0");
    expect(groupOf("/account/number")).toBe("/account");
    expect(groupOf("/income_yen")).toBe("");
  });

  it("read as people say them", () => {
    expect(valueText("apart")).toBe("別居");
    expect(valueText(true)).toBe("はい");
    expect(valueText("2026-09-28")).toBe("2026年9月28日（令和8年9月28日）");
    expect(valueText("151009", { "151009": "新潟市" })).toBe("新潟市（151009）");
  });
});

it("the API is found from wherever the console is served", () => {
  expect(apiBase("https://gateway.example/v1/console/index.html")).toBe("https://gateway.example/v1");
  expect(apiBase("http://localhost:5180/console/index.html#/cases/x")).toBe("http://localhost:5180");
});

it("a case is overdue on the day after its period, and never once it is settled", () => {
  const clock = { standard_due_on: "2026-12-04" };

  expect(isOverdue({ status: "formal", clock }, "2026-12-04")).toBe(false);
  expect(isOverdue({ status: "formal", clock }, "2026-12-05")).toBe(true);
  expect(isOverdue({ status: "decided", clock }, "2026-12-05")).toBe(false);
});
