/** The last look: the document itself, opened and checked on this device, then the signature. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useNavigate, useParams } from "react-router";
import { asProblem } from "../../shared/api/problem";
import { Button } from "../../shared/ui/Button";
import { Answer, Loading, Notice, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Application, Procedure, Receipt } from "../api/types";
import { useCardDesk } from "../identity/card";
import { explainCertificate, SigningCheck } from "../identity/SigningCheck";
import { PortalPage } from "../PortalPage";
import { useProcedure } from "../procedures/ProcedurePage";
import { applicationKey, useApplication } from "./queries";
import { Forecast } from "./Forecast";
import { PendingSubmission } from "./PendingSubmission";
import { SignedDocument } from "./SignedDocument";
import { SignForm } from "./SignForm";
import { NotTheSame, openDocument } from "./signing";
import { ApplicationSteps } from "./Start";
import { isEditable } from "./status";
import { pendingSubmission } from "./submission";

export function Review() {
  const { t } = useTranslation("applications");
  const { id = "" } = useParams();
  const application = useApplication(id);
  const procedure = useProcedure(application.data?.municipality.code ?? "", application.data?.procedure.procedure_id ?? "");
  return (
    <Answer query={application}>
      {(found) =>
        isEditable(found.status) ? (
          <PortalPage title={t("review.title")} lead={t("review.lead")} above={<ApplicationSteps current={2} />}>
            <Answer query={procedure}>{(of) => <Reviewed application={found} procedure={of} />}</Answer>
          </PortalPage>
        ) : (
          <Navigate to={`/applications/${id}`} replace />
        )
      }
    </Answer>
  );
}

interface ReviewedProps {
  application: Application;
  procedure: Procedure;
}

function Reviewed({ application, procedure }: ReviewedProps) {
  const { t } = useTranslation("applications");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const desk = useCardDesk();
  const id = application.application_id;
  const [certificate, setCertificate] = useState(desk.signingCertificate.current);
  const [isChanged, setChanged] = useState(false);
  const pending = pendingSubmission(id, application.revision);

  const finish = (receipt: Receipt) => {
    queries.removeQueries({ queryKey: applicationKey(id) });
    void queries.invalidateQueries({ queryKey: ["applications"] });
    void navigate(`/applications/${id}/receipt`, { replace: true, state: receipt });
  };
  if (pending) return <PendingSubmission id={id} submission={pending} onDone={finish} />;
  if (certificate === null) {
    return (
      <section className="stack">
        <h2>{t("review.readCard")}</h2>
        <SigningCheck button={t("start.button")} onGood={(_, read) => setCertificate(read)} />
        <Back id={id} />
      </section>
    );
  }
  const changeCard = (next: string) => {
    setChanged(true);
    setCertificate(next);
  };
  return (
    <>
      {isChanged && <Notice tone="warning" urgent title={t("review.cardChanged")} />}
      <ToSign {...{ application, procedure, certificate }} onDone={finish} onCardChanged={changeCard} />
      <Back id={id} />
    </>
  );
}

function Back({ id }: { id: string }) {
  const { t } = useTranslation("applications");
  return (
    <p>
      <Link to={`/applications/${id}/edit`}>{t("review.back")}</Link>
    </p>
  );
}

interface ToSignProps extends ReviewedProps {
  certificate: string;
  onDone: (receipt: Receipt) => void;
  onCardChanged: (certificate: string) => void;
}

function ToSign({ application, procedure, certificate, onDone, onCardChanged }: ToSignProps) {
  const { t } = useTranslation("applications");
  const queries = useQueryClient();
  const id = application.application_id;
  const prepared = useQuery({
    queryKey: ["signing", id, application.revision, certificate],
    queryFn: async () => {
      const signing = await ask(api.POST("/api/applications/{application_id}/signing", { params: { path: { application_id: id } }, body: { certificate } }));
      return { signing, document: await openDocument(signing, application) };
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchOnMount: "always",
  });
  const again = async () => {
    await queries.invalidateQueries({ queryKey: applicationKey(id) });
    await prepared.refetch();
  };
  if (prepared.isPending) return <Loading label={t("review.preparing")} />;
  if (prepared.error && asProblem(prepared.error).kind === "signing-certificate-not-shown") {
    return <SigningCheck button={t("start.button")} onGood={() => void prepared.refetch()} />;
  }
  if (prepared.error) return <NotPrepared id={id} error={prepared.error} onRetry={() => void again()} />;
  const { signing, document } = prepared.data;
  return (
    <>
      <SignedDocument {...{ application, document }} form={procedure.form} />
      {procedure.benefit === "child-allowance" && <Forecast procedure={procedure} answers={document.answers} />}
      <SignForm {...{ application, certificate, signing, onDone, onCardChanged }} />
    </>
  );
}

function NotPrepared({ id, error, onRetry }: { id: string; error: unknown; onRetry: () => void }) {
  const { t } = useTranslation("applications");
  if (error instanceof NotTheSame || error instanceof SyntaxError || error instanceof DOMException) {
    return (
      <Notice tone="error" urgent title={t("review.mismatchTitle")}>
        <p>{t("review.mismatch")}</p>
        <div>
          <Button weight="outline" small onPress={onRetry}>
            {t("ui:retry")}
          </Button>
        </div>
      </Notice>
    );
  }
  const certificateHelp = explainCertificate(error);
  if (certificateHelp) return certificateHelp;
  const { errors } = asProblem(error);
  return (
    <ProblemNotice error={error} onRetry={onRetry}>
      {errors.length > 0 && (
        <>
          <ul>
            {errors.map((found) => (
              <li key={found.field}>{found.message}</li>
            ))}
          </ul>
          <p>
            <Link to={`/applications/${id}/edit`} state={{ errors }}>
              {t("review.invalid")}
            </Link>
          </p>
        </>
      )}
    </ProblemNotice>
  );
}
