/** One case on one page: who, what she declared, what others know, what it would come to, what to do. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { calendarDate, instant } from "../../shared/i18n/format";
import { Page } from "../../shared/ui/Page";
import { Answer } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { CaseView } from "../api/types";
import { Acts } from "./Acts";
import { Findings, ProposalCard } from "./Assessment";
import { MatchTable, Inquiries } from "./Comparison";
import { Applicant, AnswersOf, Household, Package } from "./Declared";
import { caseKey } from "./queries";
import { StatusTag } from "./tags";

/** Opened fresh every time, and never again behind her back: each look is recorded. */
export function CasePage() {
  const { receipt = "" } = useParams();
  const found = useQuery({
    queryKey: caseKey(receipt),
    queryFn: () => ask(api.GET("/cases/{receipt}", { params: { path: { receipt } } })),
    staleTime: Infinity,
    gcTime: 0,
  });
  return <Answer query={found}>{(shown) => <Case found={shown} />}</Answer>;
}

function Case({ found }: { found: CaseView }) {
  const { t } = useTranslation("municipal");
  const back = (
    <Link className="back" to="/">
      {t("case.back")}
    </Link>
  );
  return (
    <Page title={found.procedure.name} product={t("identity:product")} above={back} wide>
      <p className="case-line">
        <StatusTag status={found.status} />
        <strong>{found.receipt}</strong>
        <span>{t("inbox.revision", { n: found.revision })}</span>
        <span>
          {t("case.arrived")} {instant(found.arrived_at, true)}
        </span>
        <span>
          {t("case.due")} {calendarDate(found.clock.standard_due_on, false)}
        </span>
        <span>
          {t("inbox.waiting")}: {t(`waiting.${found.waiting_for}`, found.waiting_for)}
        </span>
      </p>
      <div className="case-columns">
        <div className="stack">
          <Applicant found={found} />
          <MatchTable found={found} />
          <Inquiries found={found} />
          <Household found={found} />
          <AnswersOf found={found} />
          <Package found={found} />
        </div>
        <aside className="stack">
          <Findings findings={found.findings} />
          {found.proposal && <ProposalCard proposal={found.proposal} />}
          <Acts key={found.receipt} found={found} />
        </aside>
      </div>
    </Page>
  );
}
