/** The decision: how much, from when, why, and what she can do about it. */
import { useTranslation } from "react-i18next";
import { calendarDate, month, yen } from "../../shared/i18n/format";
import { Facts } from "../../shared/ui/Facts";
import type { Decision } from "../api/types";
import { StatusTag } from "./status";

export function DecisionView({ decision }: { decision: Decision }) {
  const { t } = useTranslation("applications");
  const isPaid = decision.monthly_yen !== null && decision.monthly_yen > 0;
  return (
    <section className="card decision" aria-labelledby="decision">
      <div className="row spread">
        <h2 id="decision">{t("decision.title")}</h2>
        <StatusTag status={decision.outcome} />
      </div>
      {isPaid && (
        <dl className="figures">
          <div>
            <dt>{t("decision.monthly")}</dt>
            <dd>{yen(decision.monthly_yen)}</dd>
          </div>
          {decision.from_month && (
            <div>
              <dt>{t("decision.from")}</dt>
              <dd>{t("decision.fromValue", { month: month(decision.from_month) })}</dd>
            </div>
          )}
        </dl>
      )}
      <Facts
        pairs={[
          [t("decision.outcome"), t(`decision.outcomes.${decision.outcome}`, decision.outcome)],
          [t("decision.reason"), decision.reason],
          decision.decided_on !== null && [t("decision.on"), calendarDate(decision.decided_on)],
          decision.document_number !== null && [t("decision.number"), decision.document_number],
          decision.remedies !== null && [t("decision.remedies"), decision.remedies],
        ]}
      />
    </section>
  );
}
