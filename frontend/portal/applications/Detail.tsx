/** One application: where it stands, what was returned, what was decided. */
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { AnswersView } from "../../shared/forms/AnswersView";
import { instant } from "../../shared/i18n/format";
import { read } from "../../shared/i18n/setup";
import { ButtonLink } from "../../shared/ui/Button";
import { Facts } from "../../shared/ui/Facts";
import { Answer, Notice } from "../../shared/ui/Panel";
import type { Application, Procedure } from "../api/types";
import { PortalPage } from "../PortalPage";
import { useProcedure } from "../procedures/ProcedurePage";
import { TownName } from "../procedures/TownField";
import { AttachmentList } from "./Attachments";
import { DecisionView } from "./DecisionView";
import { useApplication } from "./queries";
import { Withdrawal } from "./Withdrawal";
import { StatusTag } from "./status";

export function Detail() {
  const { id = "" } = useParams();
  const application = useApplication(id);
  return <Answer query={application}>{(found) => <Told application={found} />}</Answer>;
}

function Told({ application }: { application: Application }) {
  const { t } = useTranslation("applications");
  const procedure = useProcedure(application.municipality.code, application.procedure.procedure_id);
  const back = (
    <Link className="back" to="/applications">
      {t("detail.back")}
    </Link>
  );
  return (
    <PortalPage title={read(application.procedure.name)} above={back}>
      <Waiting application={application} />
      {application.decision && <DecisionView decision={application.decision} />}
      <Facts
        pairs={[
          [t("detail.status"), <StatusTag status={application.status} />],
          [t("detail.town"), application.municipality.name],
          application.receipt !== null && [t("detail.receipt"), <strong>{application.receipt}</strong>],
          application.arrived_at !== null && [t("detail.arrived"), instant(application.arrived_at, true)],
        ]}
      />
      <Timeline application={application} />
      <Submitted application={application} procedure={procedure.data} />
      <Withdrawal application={application} />
    </PortalPage>
  );
}

function Waiting({ application }: { application: Application }) {
  const { t } = useTranslation("applications");
  const edit = `/applications/${application.application_id}/edit`;
  if (application.status === "draft") {
    return (
      <div>
        <ButtonLink to={edit}>{t("detail.resume")}</ButtonLink>
      </div>
    );
  }
  if (application.status !== "returned" || !application.returned) return null;
  return (
    <Notice tone="warning" title={t("detail.returnedTitle")}>
      {application.returned_message && <p>{application.returned_message}</p>}
      <ul>
        {application.returned.map((item) => (
          <li key={item.pointer}>
            <strong>{read(item.label)}</strong>：{item.reason}
          </li>
        ))}
      </ul>
      <div>
        <ButtonLink to={edit}>{t("detail.fix")}</ButtonLink>
      </div>
    </Notice>
  );
}

function Timeline({ application }: { application: Application }) {
  const { t } = useTranslation("applications");
  if (application.timeline.length === 0) return null;
  return (
    <section className="stack-small">
      <h2>{t("detail.timeline")}</h2>
      <ol className="timeline">
        {application.timeline.map((step, at) => (
          <li key={at}>
            <time dateTime={step.at}>{instant(step.at)}</time>
            <strong>{t(`status.${step.status}`, step.status)}</strong>
            {step.note_code && t(`note.${step.note_code}`, "")}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Submitted({ application, procedure }: { application: Application; procedure: Procedure | undefined }) {
  const { t } = useTranslation("applications");
  return (
    <section className="stack-small">
      {application.not_needed.length > 0 && (
        <Notice tone="success" title={t("detail.notNeeded")}>
          <ul>
            {application.not_needed.map((document) => (
              <li key={document.document_id}>{read(document.name)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {procedure?.form && (
        <details className="card">
          <summary>{t("detail.answers")}</summary>
          <AnswersView form={procedure.form} answers={application.answers} town={TownName} />
          <AttachmentList files={application.attachments} />
        </details>
      )}
    </section>
  );
}
