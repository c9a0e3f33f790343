/** What only a person does: return for correction, decide; and what was done before. */
import { useTranslation } from "react-i18next";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { instant, month, yen } from "../../shared/i18n/format";
import { Facts } from "../../shared/ui/Facts";
import { Notice } from "../../shared/ui/Panel";
import type { CaseView } from "../api/types";
import { DecisionForm } from "./DecisionForm";
import { ReturnForm } from "./ReturnForm";

const OPEN = new Set(["formal", "substantive"]);

export function Acts({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const isOpen = OPEN.has(found.status);
  const closed = <Notice tone="info">{t("acts.closed", { status: t(`status.${found.status}`, found.status) })}</Notice>;
  return (
    <section className="card acts">
      <h2>{t("acts.title")}</h2>
      {found.decision && <Decided found={found} />}
      <Tabs className="tabs" defaultSelectedKey={isOpen ? "decide" : "history"}>
        <TabList className="tab-list" aria-label={t("acts.title")}>
          <Tab id="decide" className="tab">
            {t("acts.decide")}
          </Tab>
          <Tab id="return" className="tab">
            {t("acts.return")}
          </Tab>
          <Tab id="history" className="tab">
            {t("acts.history")}
          </Tab>
        </TabList>
        <TabPanel id="decide" shouldForceMount className="act-panel">
          {isOpen || found.status === "returned" ? <DecisionForm found={found} /> : closed}
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
