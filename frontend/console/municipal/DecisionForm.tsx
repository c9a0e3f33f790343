/** One officer proposes a decision (起案), prefilled with what the law would pay; it is decided when another approves. */
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { readFigure } from "../../shared/forms/FieldView";
import { Button } from "../../shared/ui/Button";
import { RadioInput, TextInput } from "../../shared/ui/fields";
import { Notice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { CaseView, DecisionRequest } from "../api/types";
import { useKept } from "../identity/kept";
import { ActProblem } from "./ActProblem";
import { areAllTicked, standing, TwoPeople, type Ticked } from "./TwoPeople";
import { useAct, wordsFor } from "./useAct";

interface Typed {
  outcome: DecisionRequest["outcome"] | null;
  monthly: string;
  from: string;
  reason: string;
  remedies: string;
}

type Faults = Partial<Record<keyof Typed, string>>;
const OUTCOMES = ["granted", "partly", "dismissed"] as const;

/** Which fields are missing, by name; the server judges again. */
export function missing(typed: Typed): (keyof Typed)[] {
  const isPaid = typed.outcome !== "dismissed";
  const monthly = readFigure(typed.monthly);
  const faults: Record<keyof Typed, boolean> = {
    outcome: typed.outcome === null,
    monthly: isPaid && !(typeof monthly === "number" && monthly > 0),
    from: isPaid && !/^\d{4}-(0[1-9]|1[0-2])$/.test(typed.from.trim()),
    reason: typed.reason.trim() === "",
    remedies: typed.outcome !== "granted" && typed.outcome !== null && typed.remedies.trim() === "",
  };
  return (Object.keys(faults) as (keyof Typed)[]).filter((name) => faults[name]);
}

export function bodyOf(typed: Typed, findings_confirmed: string[] = []): DecisionRequest {
  const isPaid = typed.outcome !== "dismissed";
  return {
    outcome: typed.outcome ?? "granted",
    monthly_yen: isPaid ? Number(readFigure(typed.monthly)) : 0,
    from_month: isPaid ? typed.from.trim() : null,
    reason: typed.reason.trim(),
    remedies: typed.remedies.trim() || null,
    findings_confirmed,
  };
}

const BLANK: Typed = { outcome: null, monthly: "", from: "", reason: "", remedies: "" };

/** What she has not touched follows the computed amounts, which change when an answer or a correction arrives. */
export function DecisionForm({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const computed = found.proposal;
  const prefilled = { ...BLANK, monthly: computed?.monthly_yen.toLocaleString("en-US") ?? "", from: computed?.from_month ?? "" };
  const [touched, setTouched, forget] = useKept<Partial<Typed>>(`decision/${found.receipt}`, {});
  const [ticked, setTicked, untick] = useKept<Ticked>(`confirmed/${found.receipt}`, []);
  const typed: Typed = { ...prefilled, ...touched };
  const [isAsked, setAsked] = useState(false);
  const propose = (body: DecisionRequest, key: string) => {
    const header = { "If-Match": String(found.version), "Idempotency-Key": key };
    return ask(api.POST("/cases/{receipt}/decision", { params: { path: { receipt: found.receipt }, header }, body }));
  };
  const act = useAct(found.receipt, "decision", propose, () => (forget(), untick()));
  const change = (next: Partial<Typed>) => setTouched({ ...touched, ...next });
  const isConfirmed = areAllTicked(found.findings, ticked);
  const faults: Faults = Object.fromEntries((isAsked ? missing(typed) : []).map((name) => [name, t(`decision.need.${name}`)]));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (missing(typed).length === 0 && isConfirmed && !act.isPending) act.mutate(bodyOf(typed, standing(found.findings, ticked)));
  };
  const isPaid = typed.outcome !== "dismissed";
  const outcomes = OUTCOMES.map((value) => ({ value, label: t(`decision.outcomes.${value}`) }));
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t("decision.lead")}</p>
      {computed?.provisional && <Notice tone="warning">{t("decision.provisional")}</Notice>}
      <ActProblem problem={act.problem} hasMoved={act.hasMoved} />
      <RadioInput label={t("decision.outcome")} required value={typed.outcome} choices={outcomes} error={faults.outcome} onChange={(value) => change({ outcome: value as Typed["outcome"] })} />
      {isPaid && (
        <>
          <TextInput label={t("decision.monthly")} required short inputMode="numeric" value={typed.monthly} error={faults.monthly ?? wordsFor(act.problem, "/monthly_yen")} onChange={(monthly) => change({ monthly })} />
          <TextInput label={t("decision.from")} required short help={t("decision.fromHelp")} value={typed.from} error={faults.from ?? wordsFor(act.problem, "/from_month")} onChange={(from) => change({ from })} />
        </>
      )}
      <TextInput label={t("decision.reason")} required help={t("decision.reasonHelp")} lines={4} value={typed.reason} error={faults.reason ?? wordsFor(act.problem, "/reason")} onChange={(reason) => change({ reason })} />
      <div className="stack-small">
        <TextInput label={t("decision.remedies")} required={typed.outcome !== null && typed.outcome !== "granted"} help={t("decision.remediesHelp")} lines={4} value={typed.remedies} error={faults.remedies ?? wordsFor(act.problem, "/remedies")} onChange={(remedies) => change({ remedies })} />
        <div>
          <Button weight="text" small onPress={() => change({ remedies: t("decision.standard") })}>
            {t("decision.insert")}
          </Button>
        </div>
      </div>
      <TwoPeople findings={found.findings} ticked={ticked} onChange={setTicked} error={isAsked && !isConfirmed ? t("two.need") : wordsFor(act.problem, "/findings_confirmed")} />
      <div>
        <Button type="submit" isDisabled={act.isPending}>
          {t("decision.button")}
        </Button>
      </div>
    </form>
  );
}
