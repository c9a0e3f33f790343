import { expect, it } from "vitest";
import { questionOf } from "./Forecast";

it("a claim's own answers make the question that is asked before signing", () => {
  const answers = {
    moved: { out_on: "2026-10-19" },
    children: [{ birth_date: "2026-09-28", living: "together", supported: true }, { birth_date: "2013-05-02", living: "apart", supported: true }],
    adult_children: [{ birth_date: "2007-08-20", supported: true, proof: "later" }],
  };

  expect(questionOf(answers)).toEqual({
    event_date: "2026-10-19",
    children: [
      { birth_date: "2026-09-28", living: "together", supported_adult: true, proof: false },
      { birth_date: "2013-05-02", living: "apart", supported_adult: true, proof: false },
      { birth_date: "2007-08-20", living: "together", supported_adult: true, proof: false },
    ],
  });
});

it("half a date asks nothing", () => {
  expect(questionOf({ moved: { out_on: "2026-10-" }, children: [{ birth_date: "2026--" }] })).toEqual({ children: [] });
});
