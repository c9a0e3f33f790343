/** Begin an application: the card first, then the draft. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { asProblem } from "../../shared/api/problem";
import { read } from "../../shared/i18n/setup";
import { Facts, Steps } from "../../shared/ui/Facts";
import { Answer, Loading, ProblemNotice } from "../../shared/ui/Panel";
import { api, ask } from "../api/client";
import type { Procedure } from "../api/types";
import { SigningCheck } from "../identity/SigningCheck";
import { PortalPage } from "../PortalPage";
import { useProcedure } from "../procedures/ProcedurePage";
import { applicationKey } from "./queries";

export function useStepNames(): string[] {
  const { t } = useTranslation("applications");
  return [t("steps.check"), t("steps.fill"), t("steps.review"), t("steps.done")];
}

export function ApplicationSteps({ current }: { current: number }) {
  const { t } = useTranslation("applications");
  return <Steps label={t("steps.label")} steps={useStepNames()} current={current} />;
}

export function Start() {
  const { municipality = "", procedureId = "" } = useParams();
  const procedure = useProcedure(municipality, procedureId);
  return <Answer query={procedure}>{(found) => <CheckAndOpen procedure={found} />}</Answer>;
}

function CheckAndOpen({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation("applications");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { municipality: town, procedure_id } = procedure;
  const open = useMutation({
    mutationFn: () => ask(api.POST("/api/applications", { body: { municipality: town.code, procedure_id } })),
    onSuccess: (application) => {
      queries.setQueryData(applicationKey(application.application_id), application);
      void queries.invalidateQueries({ queryKey: ["applications"] });
      void navigate(`/applications/${application.application_id}/edit`, { replace: true });
    },
  });
  return (
    <PortalPage title={t("start.title")} lead={t("start.lead")} above={<ApplicationSteps current={0} />}>
      <Facts
        pairs={[
          [t("start.procedure"), read(procedure.name)],
          [t("detail.town"), town.name],
        ]}
      />
      {open.error && (
        <ProblemNotice error={open.error} onRetry={() => open.mutate()}>
          {asProblem(open.error).kind === "already-applied" && (
            <p>
              <Link to="/applications">{t("alreadyApplied")}</Link>
            </p>
          )}
        </ProblemNotice>
      )}
      {open.isPending ? <Loading label={t("start.creating")} /> : <SigningCheck button={t("start.button")} onGood={() => open.mutate()} />}
    </PortalPage>
  );
}
