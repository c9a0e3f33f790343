/** What stands around the form: why she is here, whether it is saved, which version counts. */
import { useTranslation } from "react-i18next";
import type { Answers } from "../../shared/forms/pointer";
import { isShown } from "../../shared/forms/spec";
import { read } from "../../shared/i18n/setup";
import { Button } from "../../shared/ui/Button";
import { Notice } from "../../shared/ui/Panel";
import type { Application, Procedure } from "../api/types";
import type { Draft, SaveState } from "./draft";

export function Intro({ application }: { application: Application }) {
  const { t } = useTranslation("applications");
  if (application.returned) return <ReturnedNotice application={application} />;
  const isPrefilled = Object.keys(application.prefilled).length > 0;
  return (
    <>
      {isPrefilled && (
        <Notice tone="info" title={t("edit.prefilledTitle")}>
          <p>{t("edit.prefilled")}</p>
        </Notice>
      )}
      {application.not_needed.length > 0 && (
        <Notice tone="success" title={t("edit.notNeeded")}>
          <ul>
            {application.not_needed.map((document) => (
              <li key={document.document_id}>{read(document.name)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

interface AdviceProps {
  advice: NonNullable<Procedure["advice"]>;
  answers: Answers;
}

/** What the catalogue says to somebody with these answers; it never stops her. */
export function AdviceNotes({ advice, answers }: AdviceProps) {
  const held = advice.filter(({ when }) => isShown(when, answers));
  return (
    <div className="stack-small" role="status">
      {held.map(({ id, text }) => (
        <Notice key={id} tone="warning">
          <p>{read(text)}</p>
        </Notice>
      ))}
    </div>
  );
}

function ReturnedNotice({ application }: { application: Application }) {
  const { t } = useTranslation("applications");
  return (
    <Notice tone="warning" title={t("edit.returnedTitle")}>
      {application.returned_message && <p>{application.returned_message}</p>}
      <ul>
        {(application.returned ?? []).map((item) => (
          <li key={item.pointer}>
            <strong>{read(item.label)}</strong>：{item.reason}
          </li>
        ))}
      </ul>
      <p>{t("edit.returnedLead")}</p>
    </Notice>
  );
}

const WORDS: Record<SaveState, string> = {
  saved: "edit.saved",
  saving: "edit.saving",
  unsaved: "edit.unsaved",
  failed: "edit.failed",
  conflict: "edit.conflictTitle",
};

export function SaveLine({ state }: { state: SaveState }) {
  const { t } = useTranslation("applications");
  const isBad = state === "failed" || state === "conflict";
  return (
    <p className={isBad ? "save-line save-line-bad" : "save-line"} role="status">
      {t(WORDS[state])}
    </p>
  );
}

export function Conflict({ draft }: { draft: Draft }) {
  const { t } = useTranslation("applications");
  if (!draft.other) return null;
  return (
    <Notice tone="warning" urgent title={t("edit.conflictTitle")}>
      <p>{t("edit.conflict")}</p>
      <div className="row">
        <Button small onPress={() => void draft.keepMine()}>
          {t("edit.keepMine")}
        </Button>
        <Button small weight="outline" onPress={() => draft.takeTheirs()}>
          {t("edit.takeTheirs")}
        </Button>
      </div>
    </Notice>
  );
}
