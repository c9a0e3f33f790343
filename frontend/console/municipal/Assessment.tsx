/** What needs a person's eye, and what the law would pay on the facts so far. */
import { useTranslation } from "react-i18next";
import { month, yen } from "../../shared/i18n/format";
import { Table, Tag } from "../../shared/ui/Facts";
import { Notice } from "../../shared/ui/Panel";
import type { Computed, Finding } from "../api/types";
import { labelOf } from "./labels";

export function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation("municipal");
  if (findings.length === 0) return <Notice tone="success">{t("case.noFindings")}</Notice>;
  return (
    <Notice tone="warning" title={`${t("case.findings")}（${findings.length}）`}>
      <ul className="findings">
        {findings.map((finding, at) => (
          <li key={at}>
            {finding.pointer && <strong>{labelOf(finding.pointer)}：</strong>}
            {finding.message} {finding.people === 2 && <Tag tone="orange">{t("case.two")}</Tag>}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

export function ProposalCard({ proposal }: { proposal: Computed }) {
  const { t } = useTranslation("municipal");
  return (
    <section className="card">
      <div className="row spread">
        <h2>{t("proposal.title")}</h2>
        {proposal.provisional && <Tag tone="orange">{t("proposal.provisional")}</Tag>}
      </div>
      <dl className="figures">
        <div>
          <dt>{t("proposal.monthly")}</dt>
          <dd>{yen(proposal.monthly_yen)}</dd>
        </div>
        <div>
          <dt>{t("proposal.from")}</dt>
          <dd>{month(proposal.from_month)}</dd>
        </div>
      </dl>
      <Table caption={t("proposal.child")} head={[t("proposal.child"), t("proposal.order"), t("proposal.yen"), t("proposal.reason")]}>
        {proposal.per_child.map((child) => (
          <tr key={child.about + child.birth_date}>
            <td>{labelOf(child.about)}</td>
            <td className="figure">{child.order ?? "—"}</td>
            <td className="figure">{yen(child.yen)}</td>
            <td>{t(`proposal.reasons.${child.reason}`, child.reason)}</td>
          </tr>
        ))}
      </Table>
      <Table caption={t("proposal.payments")} head={[t("proposal.payments"), t("proposal.yen")]}>
        {proposal.payments.map((payment) => (
          <tr key={payment.month}>
            <td>{month(payment.month)}</td>
            <td className="figure">{yen(payment.amount_yen)}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
