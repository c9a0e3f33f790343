/** The officers' side of the municipal API as the console reads it. */
import type { Operation } from "../../shared/api/operation";
import type { Answers } from "../../shared/forms/pointer";

export interface Officer {
  name: string;
  municipality: string;
  sections: string[];
}

export interface CaseRow {
  receipt: string;
  revision: number;
  procedure: { id: string; name: string };
  applicant_name: string;
  arrived_at: string;
  status: string;
  waiting_for: string;
  clock: { standard_due_on: string };
}

export interface MatchRow {
  pointer: string;
  label: string;
  declared: string | number | null;
  fetched: string | number | null;
  source: string;
  verdict: string;
  effect: string;
}

export interface Inquiry {
  processing_number: string | null;
  item: { id: string; name: string };
  about_label: string;
  provider: { code: string; name: string } | null;
  status: string;
  gate: string | null;
  asked_at: string | null;
  answered_at: string | null;
}

export interface Finding {
  code: string;
  message: string;
  pointer: string | null;
  people?: number;
}

export interface Proposal {
  rule: string;
  monthly_yen: number;
  from_month: string;
  per_child: { about: string; birth_date: string; order: number | null; yen: number; reason: string }[];
  payments: { month: string; amount_yen: number; covers: string[] }[];
  provisional: boolean;
}

export interface Return {
  return_id: string;
  items: { pointer: string; label: string; reason: string }[];
  message: string;
  at: string;
  by: string;
  answered_at: string | null;
}

export interface Decision {
  outcome: string;
  monthly_yen: number;
  from_month: string | null;
  reason: string;
  remedies: string | null;
  document_number: string;
  decided_at: string;
  by: string;
}

export interface CaseView {
  receipt: string;
  revision: number;
  status: string;
  version: number;
  arrived_at: string;
  waiting_for: string;
  clock: { standard_due_on: string };
  procedure: { procedure_id: string; name: string };
  applicant: {
    name: string;
    birth_date: string;
    sex: string;
    address: string;
    addressee_number: string | null;
    matched_by: string | null;
  };
  answers: Answers;
  attachments: { slot: string; name: string; sha256: string; size: number | null }[];
  package: { sha256: string; size: number };
  household: { addressee_number: string; name: string; birth_date: string; relationship: string; registered_here: boolean }[];
  household_as_of: string | null;
  findings: Finding[];
  match: MatchRow[];
  inquiries: Inquiry[];
  proposal: Proposal | null;
  returns: Return[];
  decision: Decision | null;
  history: { at: string; code: string; by: string; revision: number }[];
}

export interface ReturnRequest {
  items: { pointer: string; reason: string }[];
  message: string;
}

export interface DecisionRequest {
  outcome: "granted" | "partly" | "dismissed";
  monthly_yen: number;
  from_month: string | null;
  reason: string;
  remedies: string | null;
}

type ByReceipt = { path: { receipt: string } };
type Versioned = ByReceipt & { header: { "If-Match": string } };

export interface paths {
  "/staff/session": {
    post: Operation<{ body: { username: string; password: string }; answer: { id_token: string; expires_in: number; officer: Officer } }>;
  };
  "/cases": {
    get: Operation<{ query: { month: string; status?: string; cursor?: string }; answer: { items: CaseRow[]; next: string | null } }>;
  };
  "/cases/{receipt}": { get: Operation<ByReceipt & { answer: CaseView }> };
  "/cases/{receipt}/package-link": { post: Operation<ByReceipt & { answer: { url: string; expires_in: number; sha256: string } }> };
  "/cases/{receipt}/return": {
    post: Operation<Versioned & { body: ReturnRequest; answer: { receipt: string; status: string; version: number; return_id: string } }>;
  };
  "/cases/{receipt}/decision": {
    post: Operation<Versioned & { body: DecisionRequest; answer: { decision_id: string; document_number: string } }>;
  };
}
