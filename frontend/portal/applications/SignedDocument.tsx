/** The document to sign, read from its own bytes. */
import { useTranslation } from "react-i18next";
import { AnswersView } from "../../shared/forms/AnswersView";
import type { FormDefinition } from "../../shared/forms/spec";
import { read } from "../../shared/i18n/setup";
import { Facts } from "../../shared/ui/Facts";
import { Notice } from "../../shared/ui/Panel";
import type { Application } from "../api/types";
import { TownName } from "../procedures/TownField";
import { AttachmentList } from "./Attachments";
import type { OpenedDocument } from "./signing";

interface SignedDocumentProps {
  application: Application;
  document: OpenedDocument;
  form: FormDefinition | null;
}

export function SignedDocument({ application, document, form }: SignedDocumentProps) {
  const { t } = useTranslation("applications");
  return (
    <>
      <section className="card document-to-sign" aria-labelledby="to-sign">
        <h2 id="to-sign">{t("review.documentTitle")}</h2>
        <Facts
          pairs={[
            [t("start.procedure"), read(application.procedure.name)],
            [t("detail.town"), application.municipality.name],
          ]}
        />
        {form && <AnswersView form={form} answers={document.answers} town={TownName} />}
        {application.attachments.length > 0 && (
          <div className="stack-small">
            <h3>{t("review.attachments")}</h3>
            <AttachmentList files={application.attachments} />
          </div>
        )}
      </section>
      <Notice tone="success" title={t("review.checkedTitle")}>
        <p>{t("review.checked")}</p>
        <p className="small-print">
          {t("review.fingerprint")}
          <br />
          <code>{document.fingerprint}</code>
        </p>
        <details>
          <summary>{t("review.raw")}</summary>
          <pre className="raw" tabIndex={0}>
            {JSON.stringify(document.content, null, 2)}
          </pre>
        </details>
      </Notice>
    </>
  );
}
