import { describe, expect, it } from "vitest";
import { eraDate, isRealDate, joinDate, readYear, splitDate } from "./dates";

describe("the Japanese calendar beside a date", () => {
  it.each([
    ["2026-10-19", "令和8年10月19日"],
    ["2019-05-01", "令和元年5月1日"],
    ["2019-04-30", "平成31年4月30日"],
    ["1989-01-08", "平成元年1月8日"],
    ["1989-01-07", "昭和64年1月7日"],
    ["1926-12-25", "昭和元年12月25日"],
    ["1926-12-24", "大正15年12月24日"],
    ["1912-07-30", "大正元年7月30日"],
    ["1912-07-29", "明治45年7月29日"],
    ["1873-01-01", "明治6年1月1日"],
  ])("%s is %s", (date, wareki) => {
    expect(eraDate(date)).toBe(wareki);
  });

  it("shows no era for what is no date, or older than the calendar", () => {
    expect(eraDate("2026-02-29")).toBeNull();
    expect(eraDate("1872-12-31")).toBeNull();
  });
});

describe("a year as people type it", () => {
  it.each([
    ["2026", 2026],
    ["２０２６", 2026],
    ["令和8", 2026],
    ["令和８年", 2026],
    ["R8", 2026],
    ["r8", 2026],
    ["昭和元", 1926],
    ["S57", 1982],
    ["昭57", 1982],
    ["平成31", 2019],
    ["明治6", 1873],
  ])("%s means %d", (typed, year) => {
    expect(readYear(typed)).toBe(year);
  });

  it.each(["", "26", "令和", "令和0", "X8"])("%s means no year", (typed) => {
    expect(readYear(typed)).toBeNull();
  });
});

describe("a date in three boxes", () => {
  it("joins what was typed, in any width", () => {
    expect(joinDate({ year: "令和8", month: "９", day: "28" })).toBe("2026-09-28");
  });

  it("is nothing while all boxes are empty", () => {
    expect(joinDate({ year: " ", month: "", day: "" })).toBeUndefined();
  });

  it("keeps an incomplete date so that a reload shows it again", () => {
    const half = joinDate({ year: "2026", month: "10", day: "" });

    expect(half).toBe("2026-10-");
    expect(isRealDate(half!)).toBe(false);
    expect(splitDate(half)).toEqual({ year: "2026", month: "10", day: "" });
  });

  it("shows no leading zeros", () => {
    expect(splitDate("2026-09-08")).toEqual({ year: "2026", month: "9", day: "8" });
  });

  it("knows leap years", () => {
    expect(isRealDate("2024-02-29")).toBe(true);
    expect(isRealDate("2026-02-29")).toBe(false);
    expect(isRealDate("2026-13-01")).toBe(false);
  });
});
