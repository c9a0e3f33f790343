import { describe, expect, it } from "vitest";
import { adoptionFaults, adoptionOf, BLANK } from "./adoption";

const typed = { ...BLANK, office_ja: "子育て支援課", office_en: "Child Support Division", hours_ja: "平日", hours_en: "Weekdays", phone: "０２５６-00-0000" };

describe("an adoption", () => {
  it("names who answers for it, in both languages", () => {
    expect(adoptionFaults(BLANK)).toEqual(["office_ja", "office_en", "hours_ja", "hours_en", "phone"]);
    expect(adoptionFaults(typed)).toEqual([]);
  });

  it("adds nothing that was left empty", () => {
    expect(adoptionOf("child-allowance.claim", typed)).toEqual({
      preset_id: "child-allowance.claim",
      office: { name: { ja: "子育て支援課", en: "Child Support Division" }, hours: { ja: "平日", en: "Weekdays" }, phone: "0256-00-0000" },
      effective_from: null,
      additions: { documents: [], sections: [], rules: null, guidance: null, keywords: [], standard_days: null },
    });
  });

  it("adds days, words and guidance as they were typed", () => {
    const more = { ...typed, standard_days: "３０日", keywords: "児童手当、 子ども,", guidance_ja: "案内", guidance_en: "Guidance" };

    expect(adoptionFaults(more)).toEqual([]);
    expect(adoptionOf("x", more).additions).toMatchObject({ standard_days: 30, keywords: ["児童手当", "子ども"], guidance: { ja: "案内", en: "Guidance" } });
  });

  it("is not sent with guidance in one language, or days that are none", () => {
    expect(adoptionFaults({ ...typed, guidance_ja: "案内", standard_days: "0", effective_from: "2026-02-30" })).toEqual(["standard_days", "guidance_en", "effective_from"]);
  });
});
