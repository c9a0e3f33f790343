/** Which papers these answers oblige her to attach, and which of them are still missing. */
import { isShown } from "../../shared/forms/spec";
import type { Procedure, ProcedureDocument } from "../api/types";
import { slotOf } from "./Attachments";
import type { Draft } from "./draft";

/** A file that was scanned belongs to what was submitted before. */
const SETTLED = new Set(["clean", "withheld"]);

export function isNeeded(document: ProcedureDocument, draft: Draft): boolean {
  return document.source === "attach" && document.required && isShown(document.required_when, draft.answers);
}

/** A paper that may be required and has not been settled can always still come. */
export function isOwed(document: ProcedureDocument, draft: Draft): boolean {
  const held = draft.view.attachments.filter(({ slot }) => slot === slotOf(document));
  return document.required && !held.some(({ status }) => SETTLED.has(status));
}

export function missingPapers(procedure: Procedure, draft: Draft): ProcedureDocument[] {
  const held = new Set(draft.view.attachments.map(({ slot }) => slot));
  return procedure.documents.filter((document) => isNeeded(document, draft) && !held.has(slotOf(document)));
}
