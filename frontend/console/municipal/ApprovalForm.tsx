/** Another officer approves what one proposed, or declines it with a reason (決裁): what was proposed stands beside what is known. */
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { instant, month, yen } from "../../shared/i18n/format";
import { Button } from "../../shared/ui/Button";
import { Facts, Table, Tag } from "../../shared/ui/Facts";
import { RadioInput, TextInput } from "../../shared/ui/fields";
import { Notice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { ApprovalRequest, CaseView, Proposed } from "../api/types";
import { useKept } from "../identity/kept";
import { mayIn } from "../identity/rights";
import { useOfficer } from "../identity/useOfficer";
import { ActProblem } from "./ActProblem";
import { Differences } from "./Comparison";
import { areAllTicked, standing, TwoPeople, type Ticked } from "./TwoPeople";
import { useAct, wordsFor } from "./useAct";

/** What waits, and who may act on it: never the one who proposed. */
export function Approval({ found, proposed }: { found: CaseView; proposed: Proposed }) {
  const { t } = useTranslation("municipal");
  const officer = useOfficer();
  const isHers = officer?.officer === proposed.by;
  const isApprover = officer !== null && mayIn(officer, affairOf(found), "approver");
  return (
    <div className="stack">
      {isHers && <Notice tone="info" title={t("approval.yours")} />}
      {!isHers && !isApprover && <Notice tone="info" title={t("approval.others")} />}
      <ProposedDecision found={found} proposed={proposed} />
      {!isHers && isApprover && <ApprovalForm key={proposed.proposal_id} found={found} proposed={proposed} />}
    </div>
  );
}

/** The town's standard procedures go by their standard's name. */
export function affairOf({ procedure }: Pick<CaseView, "procedure">): string {
  return procedure.standard_id ?? procedure.procedure_id;
}

function ProposedDecision({ found, proposed }: { found: CaseView; proposed: Proposed }) {
  const { t } = useTranslation("municipal");
  const computed = found.proposal;
  const rows: [name: string, proposed: string, computed: string][] = [
    [t("proposal.monthly"), yen(proposed.monthly_yen), computed ? yen(computed.monthly_yen) : "—"],
    [t("proposal.from"), proposed.from_month ? month(proposed.from_month) : "—", computed ? month(computed.from_month) : "—"],
  ];
  return (
    <section className="stack" aria-labelledby="proposed-title">
      <h3 id="proposed-title">
        {t("approval.proposed")}：{t(`decision.outcomes.${proposed.outcome}`, proposed.outcome)}
      </h3>
      <Table caption={t("approval.compared")} head={[t("match.item"), t("approval.proposed"), t("proposal.title")]}>
        {rows.map(([name, wanted, counted]) => (
          <tr key={name} className={computed && wanted !== counted ? "verdict-differs" : undefined}>
            <th scope="row">{name}</th>
            <td>
              {wanted} {computed && wanted !== counted && <Tag tone="red">{t("match.verdicts.differs")}</Tag>}
            </td>
            <td>{counted}</td>
          </tr>
        ))}
      </Table>
      <Facts
        pairs={[
          [t("decision.reason"), proposed.reason],
          proposed.remedies !== null && [t("decision.remedies"), proposed.remedies],
          [t("approval.by"), proposed.by],
          [t("approval.at"), instant(proposed.at, true)],
        ]}
      />
      <Differences found={found} />
    </section>
  );
}

interface Typed {
  approve: boolean | null;
  reason: string;
}

export function missing({ approve, reason }: Typed): (keyof Typed)[] {
  if (approve === null) return ["approve"];
  return approve || reason.trim() !== "" ? [] : ["reason"];
}

function ApprovalForm({ found, proposed }: { found: CaseView; proposed: Proposed }) {
  const { t } = useTranslation("municipal");
  const place = `${found.receipt}/${proposed.proposal_id}`;
  const [typed, setTyped, forget] = useKept<Typed>(`approval/${place}`, { approve: null, reason: "" });
  const [ticked, setTicked, untick] = useKept<Ticked>(`seen/${place}`, []);
  const [isAsked, setAsked] = useState(false);
  const judge = (body: ApprovalRequest, key: string) => {
    const header = { "If-Match": String(found.version), "Idempotency-Key": key };
    return ask(api.POST("/cases/{receipt}/approval", { params: { path: { receipt: found.receipt }, header }, body }));
  };
  const act = useAct(found.receipt, "approval", judge, () => (forget(), untick()));
  const isConfirmed = typed.approve === false || areAllTicked(found.findings, ticked);
  const need = (name: keyof Typed) => (isAsked && missing(typed).includes(name) ? t(`approval.need.${name}`) : undefined);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (missing(typed).length > 0 || !isConfirmed || act.isPending) return;
    const findings_seen = standing(found.findings, ticked);
    act.mutate({ proposal_id: proposed.proposal_id, approve: typed.approve === true, reason: typed.reason.trim(), findings_seen });
  };
  const choices = [
    { value: "approve", label: t("approval.approve"), help: t("approval.approveHelp") },
    { value: "decline", label: t("approval.decline"), help: t("approval.declineHelp") },
  ];
  const chosen = typed.approve === null ? null : typed.approve ? "approve" : "decline";
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ActProblem problem={act.problem} hasMoved={act.hasMoved} />
      <TwoPeople findings={found.findings} ticked={ticked} onChange={setTicked} error={isAsked && !isConfirmed ? t("two.need") : wordsFor(act.problem, "/findings_seen")} />
      <RadioInput label={t("approval.judgement")} required value={chosen} choices={choices} error={need("approve")} onChange={(value) => setTyped({ ...typed, approve: value === "approve" })} />
      <TextInput label={t("approval.reason")} required={typed.approve === false} help={t("approval.reasonHelp")} lines={3} value={typed.reason} error={need("reason") ?? wordsFor(act.problem, "/reason")} onChange={(reason) => setTyped({ ...typed, reason })} />
      <div>
        <Button type="submit" isDisabled={act.isPending}>
          {t(typed.approve === false ? "approval.declineButton" : "approval.button")}
        </Button>
      </div>
    </form>
  );
}
