/** Fill in the application, or correct what the town returned. */
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation, useNavigate, useParams } from "react-router";
import type { FieldError } from "../../shared/api/problem";
import { AnswersView } from "../../shared/forms/AnswersView";
import { ErrorSummary } from "../../shared/forms/ErrorSummary";
import { FormView } from "../../shared/forms/FormView";
import { get, isSame, set } from "../../shared/forms/pointer";
import { read } from "../../shared/i18n/setup";
import type { FormDefinition } from "../../shared/forms/spec";
import { Button } from "../../shared/ui/Button";
import { Answer, ProblemNotice } from "../../shared/ui/Panel";
import type { Application, Procedure } from "../api/types";
import { PortalPage } from "../PortalPage";
import { useProcedure } from "../procedures/ProcedurePage";
import { TownField, TownName } from "../procedures/TownField";
import { Attachments, slotOf } from "./Attachments";
import type { Draft } from "./draft";
import { isNeeded, isOwed, missingPapers } from "./papers";
import { AdviceNotes, Conflict, Intro, SaveLine } from "./EditParts";
import { useApplication } from "./queries";
import { editableFields, isPointerEditable, isSlotEditable } from "./returned";
import { ApplicationSteps } from "./Start";
import { isEditable } from "./status";
import { useDraft } from "./useDraft";
import { useFindings } from "./useFindings";

const SPECIAL = { municipality: TownField };

export function Edit() {
  const { id = "" } = useParams();
  const application = useApplication(id);
  const procedure = useProcedure(application.data?.municipality.code ?? "", application.data?.procedure.procedure_id ?? "");
  return (
    <Answer query={application}>
      {(found) =>
        isEditable(found.status) ? (
          <Answer query={procedure}>{(of) => <Editor application={found} procedure={of} />}</Answer>
        ) : (
          <Navigate to={`/applications/${id}`} replace />
        )
      }
    </Answer>
  );
}

const NO_FORM: FormDefinition = { schema: {}, ui: [] };

function Editor({ application, procedure }: { application: Application; procedure: Procedure }) {
  const { t } = useTranslation("applications");
  const navigate = useNavigate();
  const told = (useLocation().state as { errors?: FieldError[] } | null)?.errors ?? [];
  const form = procedure.form ?? NO_FORM;
  const draft = useDraft(application, form);
  const [attempt, setAttempt] = useState(told.length > 0 ? 1 : 0);
  const shown = { ...form, ui: editableFields(form.ui, draft.view.returned) };
  const findings = useFindings(form, draft, told);

  const review = async (event: FormEvent) => {
    event.preventDefault();
    const isSaved = await draft.flush();
    const isComplete = findings.now().size === 0 && missingPapers(procedure, draft).length === 0;
    if (!isComplete || !isSaved) return setAttempt(attempt + 1);
    void navigate(`/applications/${application.application_id}/review`);
  };
  const papers = missingPapers(procedure, draft).map((document): [string, string] => [
    `/attachments/${slotOf(document)}`,
    t("attachments.missing", { name: read(document.name) }),
  ]);
  const errors = attempt > 0 ? new Map([...findings.words, ...papers]) : new Map<string, string>();
  return (
    <PortalPage title={read(procedure.name)} lead={application.municipality.name} above={<ApplicationSteps current={1} />}>
      <ErrorSummary errors={errors} attempt={attempt} />
      <Intro application={draft.view} />
      <Conflict draft={draft} />
      <form className="stack application-form" onSubmit={(event) => void review(event)} noValidate>
        <FormView
          form={shown}
          answers={draft.answers}
          change={(pointer, value) => draft.change(set(draft.answers, pointer, value))}
          errors={errors}
          required={findings.required}
          isEditable={(pointer) => isPointerEditable(pointer, draft.view.returned)}
          badge={(pointer) => <Source draft={draft} pointer={pointer} initial={application} />}
          special={SPECIAL}
        />
        <Attachments
          application={draft.view}
          documents={procedure.documents}
          isEditable={(document) => isSlotEditable(slotOf(document), draft.view.returned, isOwed(document, draft))}
          isRequired={(document) => isNeeded(document, draft)}
          errors={errors}
          beforeAttaching={() => draft.flush()}
          onAttached={() => draft.refresh()}
        />
        <AdviceNotes advice={procedure.advice ?? []} answers={draft.answers} />
        {draft.problem && !draft.problem.retryable && <ProblemNotice error={draft.problem} />}
        <Footer draft={draft} onLater={() => void draft.flush().then(() => navigate("/applications"))} />
      </form>
      {draft.view.returned && (
        <details className="card">
          <summary>{t("edit.submitted")}</summary>
          <AnswersView form={form} answers={draft.answers} town={TownName} />
        </details>
      )}
    </PortalPage>
  );
}

function Footer({ draft, onLater }: { draft: Draft; onLater: () => void }) {
  const { t } = useTranslation("applications");
  return (
    <div className="form-footer">
      <SaveLine state={draft.state} />
      <div className="row">
        <Button type="submit">{t("edit.review")}</Button>
        <Button weight="text" onPress={onLater}>
          {t("edit.later")}
        </Button>
      </div>
    </div>
  );
}

interface SourceProps {
  draft: Draft;
  pointer: string;
  initial: Application;
}

/** Where a value came from, as long as nobody changed it. */
function Source({ draft, pointer, initial }: SourceProps): ReactNode {
  const { t } = useTranslation("ui");
  const source = draft.view.prefilled[pointer];
  if (!source || get(draft.answers, pointer) === undefined) return null;
  const isUntouched = isSame(get(draft.answers, pointer), get(initial.answers, pointer));
  const kind = source.split(".")[0] ?? "";
  const known = ["card", "account", "register"].includes(kind) ? kind : "other";
  return <span className="source">{isUntouched ? t(`source.${known}`) : t("sourceChanged")}</span>;
}
