/** Arrived: the receipt number and the moment that counts, at once. */
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "react-router";
import { instant } from "../../shared/i18n/format";
import { Button, ButtonLink } from "../../shared/ui/Button";
import { Icon } from "../../shared/ui/Icon";
import { Answer } from "../../shared/ui/Panel";
import type { Receipt } from "../api/types";
import { PortalPage } from "../PortalPage";
import { useApplication } from "./queries";
import { ApplicationSteps } from "./Start";

export function ReceiptPage() {
  const { t } = useTranslation("applications");
  const { id = "" } = useParams();
  const told = useLocation().state as Receipt | null;
  const application = useApplication(told ? "" : id);
  const title = told && told.revision > 1 ? t("receipt.correction") : t("receipt.title");
  return (
    <PortalPage title={title} above={<ApplicationSteps current={3} />}>
      {told ? (
        <Arrived id={id} receipt={told.receipt} arrivedAt={told.arrived_at} />
      ) : (
        <Answer query={application}>
          {(found) => <Arrived id={id} receipt={found.receipt ?? ""} arrivedAt={found.arrived_at ?? ""} />}
        </Answer>
      )}
    </PortalPage>
  );
}

interface ArrivedProps {
  id: string;
  receipt: string;
  arrivedAt: string;
}

function Arrived({ id, receipt, arrivedAt }: ArrivedProps) {
  const { t } = useTranslation("applications");
  return (
    <>
      <div className="card receipt">
        <span className="receipt-mark">
          <Icon name="check" />
        </span>
        <dl>
          <dt>{t("receipt.number")}</dt>
          <dd className="receipt-number">
            {receipt.match(/.{1,4}/g)?.map((part, at) => <span key={at}>{part}</span>)}
          </dd>
          <dt>{t("receipt.at")}</dt>
          <dd className="receipt-time">{arrivedAt && <time dateTime={arrivedAt}>{instant(arrivedAt, true)}</time>}</dd>
        </dl>
        <p>{t("receipt.legal")}</p>
      </div>
      <section className="stack-small">
        <h2>{t("receipt.next")}</h2>
        <ol className="plain-steps">
          <li>{t("receipt.next1")}</li>
          <li>{t("receipt.next2")}</li>
        </ol>
      </section>
      <div className="row no-print">
        <ButtonLink to={`/applications/${id}`}>{t("receipt.detail")}</ButtonLink>
        <Button weight="outline" onPress={() => window.print()}>
          {t("receipt.print")}
        </Button>
      </div>
    </>
  );
}
