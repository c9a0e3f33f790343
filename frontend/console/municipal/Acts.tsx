/** What only people do: return for correction, propose a decision, approve another's; and what was done before. */
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { instant, month, yen } from "../../shared/i18n/format";
import { Facts } from "../../shared/ui/Facts";
import { Notice } from "../../shared/ui/Panel";
import type { CaseView, Proposed } from "../api/types";
import { Approval } from "./ApprovalForm";
import { DecisionForm } from "./DecisionForm";
import { ReturnForm } from "./ReturnForm";

const OPEN = new Set(["formal", "substantive"]);

export function Acts({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const heading = useHeading(found.status);
  const isOpen = OPEN.has(found.status);
  const waiting = found.status === "approval" ? found.proposed_decision : null;
  const closed = <Notice tone="info">{t("acts.closed", { status: t(`status.${found.status}`, found.status) })}</Notice>;
  return (
    <section className="card acts">
      <h2 ref={heading} tabIndex={-1}>
        {t("acts.title")}
      </h2>
      <p role="status" className="visually-hidden">
        {t(`status.${found.status}`, found.status)}
      </p>
      {found.decision && <Decided found={found} />}
      <Tabs key={waiting ? "waiting" : "open"} className="tabs" defaultSelectedKey={isOpen || waiting ? "decide" : "history"}>
        <TabList className="tab-list" aria-label={t("acts.title")}>
          <Tab id="decide" className="tab">
            {t(waiting ? "acts.approve" : "acts.decide")}
          </Tab>
          <Tab id="return" className="tab">
            {t("acts.return")}
          </Tab>
          <Tab id="history" className="tab">
            {t("acts.history")}
          </Tab>
        </TabList>
        <TabPanel id="decide" shouldForceMount className="act-panel">
          <Decide found={found} waiting={waiting} closed={closed} />
        </TabPanel>
        <TabPanel id="return" shouldForceMount className="act-panel">
          {isOpen ? <ReturnForm found={found} /> : closed}
        </TabPanel>
        <TabPanel id="history">
          <History found={found} />
        </TabPanel>
      </Tabs>
    </section>
  );
}

/** Whoever acted stands before a form that is gone: the focus goes to the heading above what came instead. */
function useHeading(status: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(status);
  useEffect(() => {
    if (before.current !== status) heading.current?.focus();
    before.current = status;
  }, [status]);
  return heading;
}

interface DecideProps {
  found: CaseView;
  waiting: Proposed | null;
  closed: ReactNode;
}

function Decide({ found, waiting, closed }: DecideProps) {
  if (waiting) return <Approval found={found} proposed={waiting} />;
  return OPEN.has(found.status) || found.status === "returned" ? <DecisionForm found={found} /> : closed;
}

function Decided({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const decision = found.decision!;
  return (
    <Notice tone="success" title={`${t("decision.decided")}：${t(`decision.outcomes.${decision.outcome}`, decision.outcome)}`}>
      <Facts
        pairs={[
          [t("decision.number"), decision.document_number],
          decision.monthly_yen > 0 && [t("proposal.monthly"), yen(decision.monthly_yen)],
          decision.from_month !== null && [t("proposal.from"), month(decision.from_month)],
          [t("decision.reason"), decision.reason],
          decision.remedies !== null && [t("decision.remedies"), decision.remedies],
          [t("decision.at"), instant(decision.decided_at)],
          decision.proposed_by !== null && [t("approval.by"), decision.proposed_by],
          [t("decision.by"), decision.by],
        ]}
      />
    </Notice>
  );
}

function History({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  return (
    <div className="stack">
      {found.returns.map((back) => (
        <Notice key={back.return_id} tone="info" title={`${t("acts.return")}：${instant(back.at)}`}>
          <ul>
            {back.items.map((item) => (
              <li key={item.pointer}>
                <strong>{item.label}</strong>：{item.reason}
              </li>
            ))}
          </ul>
          {back.message && <p>{back.message}</p>}
          <p className="small-print">{back.answered_at ? `${t("history.corrected")} ${instant(back.answered_at)}` : t("return.open")}</p>
        </Notice>
      ))}
      {found.proposals.filter(({ ended }) => ended === "declined").map((declined) => (
        <Notice key={declined.proposal_id} tone="warning" title={`${t("history.declined")}：${instant(declined.ended_at ?? declined.at)}`}>
          <p>{declined.ended_reason}</p>
          <p className="small-print">{t("approval.declinedBy", { by: declined.ended_by, proposer: declined.by })}</p>
        </Notice>
      ))}
      <ol className="timeline">
        {found.history.map((line, at) => (
          <li key={at}>
            <time dateTime={line.at}>{instant(line.at, true)}</time>
            <strong>{t(`history.${line.code}`, line.code)}</strong>
            {line.by}（{t("inbox.revision", { n: line.revision })}）
          </li>
        ))}
      </ol>
    </div>
  );
}
