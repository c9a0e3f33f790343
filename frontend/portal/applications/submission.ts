/** A signed application on its way: kept with its key until an answer has come, so that a retry is the same submission. */
import { asProblem } from "../../shared/api/problem";
import { api, ask } from "../api/client";
import type { Receipt } from "../api/types";
import { forget, recall, remember } from "../identity/device";

export interface Submission {
  key: string;
  revision: number;
  certificate: string;
  signature: string;
}

const keyOf = (applicationId: string) => `submission.${applicationId}`;

export function pendingSubmission(applicationId: string, revision: number): Submission | null {
  const found = recall<Submission>(keyOf(applicationId));
  return found?.revision === revision ? found : null;
}

export function newSubmission(revision: number, certificate: string, signature: string): Submission {
  return { key: crypto.randomUUID(), revision, certificate, signature };
}

export async function submit(applicationId: string, submission: Submission): Promise<Receipt> {
  remember(keyOf(applicationId), submission);
  const { certificate, signature } = submission;
  const params = { path: { application_id: applicationId }, header: { "Idempotency-Key": submission.key } };
  try {
    const receipt = await ask(api.POST("/api/applications/{application_id}/submit", { params, body: { certificate, signature } }));
    forget(keyOf(applicationId));
    forget(`draft.${applicationId}`);
    return receipt;
  } catch (fault) {
    if (!asProblem(fault).retryable) forget(keyOf(applicationId));
    throw fault;
  }
}
