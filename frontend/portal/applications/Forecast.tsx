/** Told before she signs: from which month, how much, and what a late claim loses, worked out from her own answers. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { isRealDate } from "../../shared/forms/dates";
import { get, isObject, type Answers } from "../../shared/forms/pointer";
import { Answer } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { EstimateChild, EstimateQuestion, Procedure } from "../api/types";
import { EstimateResult } from "../procedures/EstimateBox";

export function Forecast({ procedure, answers }: { procedure: Procedure; answers: Answers }) {
  const { t } = useTranslation("applications");
  const question = questionOf(answers);
  const path = { municipality: procedure.municipality.code, procedure_id: procedure.procedure_id };
  const estimate = useQuery({
    queryKey: ["forecast", path, question],
    queryFn: () => ask(api.POST("/api/procedures/{municipality}/{procedure_id}/estimate", { params: { path }, body: question })),
    enabled: question.children.length > 0,
  });
  if (question.children.length === 0) return null;
  return (
    <section className="card forecast">
      <h2>{t("review.forecastTitle")}</h2>
      <Answer query={estimate}>{(found) => <EstimateResult estimate={found} />}</Answer>
    </section>
  );
}

/** The estimate's question from a claim's answers; an adult child counts when her paper comes along. */
export function questionOf(answers: Answers): EstimateQuestion {
  const moved = get(answers, "/moved/out_on");
  const minors = rows(answers, "/children").map((row) => child(row, false));
  const adults = rows(answers, "/adult_children").map((row) => child(row, row.proof === "attached"));
  const event = typeof moved === "string" && isRealDate(moved) ? { event_date: moved } : {};
  return { children: [...minors, ...adults].filter(({ birth_date }) => isRealDate(birth_date)), ...event };
}

function rows(answers: Answers, pointer: string): Answers[] {
  const found = get(answers, pointer);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

function child(row: Answers, proof: boolean): EstimateChild {
  return {
    birth_date: String(row.birth_date ?? ""),
    living: row.living === "apart" ? "apart" : "together",
    supported_adult: row.supported === true,
    proof,
  };
}
