/** The citizen API as the portal reads it. */
import type { Schema } from "@cfworker/json-schema";
import type { Operation } from "../../shared/api/operation";
import type { FieldError } from "../../shared/api/problem";
import type { Answers } from "../../shared/forms/pointer";
import type { FormDefinition } from "../../shared/forms/spec";
import type { DataText } from "../../shared/i18n/setup";

export interface Named {
  code: string;
  name: string;
}

export interface Municipality extends Named {
  kana: string;
  prefecture: string;
  kind: string;
  procedures: number;
}

export interface ProcedureSummary {
  procedure_id: string;
  standard_id: string | null;
  name: DataText;
  summary: DataText;
  kind: string;
  category: string;
  life_events: string[];
  online: boolean;
  assurance: "none" | "login" | "signature";
  municipality: Named;
}

export interface ProcedureDocument {
  document_id: string;
  name: DataText;
  required: boolean;
  /** A condition over the answers under which the paper is required; null: always. */
  required_when?: Schema | null;
  source: "linkage" | "register" | "attach";
  not_needed: boolean;
  why: DataText;
  slot?: string | null;
}

export interface Procedure extends ProcedureSummary {
  version: number;
  law: DataText;
  guidance?: DataText;
  clocks: { deadline: DataText; standard_days: number | null };
  fee_yen: number;
  office: { name: DataText; hours: DataText; phone: string };
  documents: ProcedureDocument[];
  form: FormDefinition | null;
  benefit: "child-allowance" | null;
  /** What to tell her while she fills in, when its condition holds. */
  advice?: { id: string; when: Schema; text: DataText }[];
}

export interface EstimateChild {
  birth_date: string;
  living: "together" | "apart";
  supported_adult: boolean;
  proof: boolean;
}

export interface EstimateQuestion {
  children: EstimateChild[];
  event_date?: string;
  applied_at?: string;
}

export interface Payment {
  month: string;
  amount_yen: number;
  covers: string[];
}

export interface Estimate {
  from_month: string;
  monthly_yen: number;
  per_child: { birth_date?: string; yen?: number; reason?: string }[];
  last_safe_date: string;
  late?: boolean;
  payments: Payment[];
  if_late: { from_month: string; lost_yen: number };
}

export interface Attributes {
  name: string;
  birth_date: string;
  sex: string;
  address: string;
}

export interface Me {
  account_id: string;
  language: string;
  email: string | null;
  electronic_decision: boolean;
  attributes: (Attributes & { certificate_valid_until: string }) | null;
}

export interface SigningCertificate {
  status: "good";
  as_of: string;
  source: string;
  valid_until: string;
  attributes: Attributes;
}

export interface ApplicationSummary {
  application_id: string;
  status: string;
  receipt: string | null;
  procedure: { procedure_id?: string; name: DataText };
  municipality: Named;
  arrived_at: string | null;
  updated_at: string;
  needs_action: boolean;
}

export interface Attachment {
  attachment_id: string;
  slot: string;
  name: string;
  size: number;
  sha256: string;
  status: string;
}

export interface ReturnedItem {
  pointer: string;
  label: DataText;
  reason: string;
}

export interface Decision {
  outcome: string;
  reason: string;
  monthly_yen: number | null;
  from_month: string | null;
  decided_on: string | null;
  document_number: string | null;
  remedies: string | null;
}

export interface Application {
  application_id: string;
  status: string;
  revision: number;
  version: number;
  receipt: string | null;
  arrived_at: string | null;
  municipality: Named;
  procedure: { procedure_id: string; version: number; name: DataText };
  answers: Answers;
  prefilled: Record<string, string>;
  attachments: Attachment[];
  not_needed: { document_id: string; name: DataText; why: DataText }[];
  returned: ReturnedItem[] | null;
  returned_message?: string | null;
  decision: Decision | null;
  timeline: { at: string; status: string; note_code: string | null }[];
  findings?: FieldError[];
}

export interface Signing {
  document: string;
  document_sha256: string;
  to_be_signed: string;
}

export interface Receipt {
  application_id: string;
  receipt: string;
  arrived_at: string;
  revision: number;
}

export interface NoticeItem {
  notice_id: string;
  kind: string;
  title: string;
  body: string;
  at: string;
  read: boolean;
  application_id: string | null;
}

export interface About {
  relation: string;
  label: string;
}

export interface ExchangeRecord {
  record_id: string;
  at_requested: string;
  at_provided: string | null;
  asker: Named;
  provider: Named;
  affair: { id: string; name: string };
  items: { id: string; name: string }[];
  legal_basis: string;
  purpose: string;
  person: About;
}

export interface LookUpRecord {
  record_id: string;
  at: string;
  institution: Named;
  section: string;
  purpose: string;
  application: string | { receipt: string } | null;
  person?: About;
}

export interface Records {
  exchanges: ExchangeRecord[];
  lookups: LookUpRecord[];
}

type ById = { path: { id: string } };
type OfTown = { path: { municipality: string; procedure_id: string } };

export interface paths {
  "/api/login": { post: Operation<{ body: { certificate: string }; answer: { login: string; nonce: string; expires_at: string } }> };
  "/api/login/answer": {
    post: Operation<{ body: { login: string; signature: string }; answer: { id_token: string; expires_in: number; account_id: string } }>;
  };
  "/api/session": {
    post: Operation<{ answer: { id_token: string; expires_in: number } }>;
    delete: Operation<{ answer: undefined }>;
  };
  "/api/me": {
    get: Operation<{ answer: Me }>;
    patch: Operation<{ body: Partial<Pick<Me, "language" | "email" | "electronic_decision">>; answer: Me }>;
  };
  "/api/me/signing-certificate": { post: Operation<{ body: { certificate: string }; answer: SigningCertificate }> };
  "/api/municipalities": { get: Operation<{ query: { q?: string }; answer: { items: Municipality[] } }> };
  "/api/procedures": {
    get: Operation<{ query: { municipality?: string; q?: string; category?: string }; answer: { items: ProcedureSummary[]; next: string | null } }>;
  };
  "/api/procedures/{municipality}/{procedure_id}": { get: Operation<OfTown & { answer: Procedure }> };
  "/api/procedures/{municipality}/{procedure_id}/estimate": { post: Operation<OfTown & { body: EstimateQuestion; answer: Estimate }> };
  "/api/applications": {
    get: Operation<{ answer: { items: ApplicationSummary[] } }>;
    post: Operation<{ body: { municipality: string; procedure_id: string }; answer: Application }>;
  };
  "/api/applications/{id}": { get: Operation<ById & { answer: Application }> };
  "/api/applications/{id}/answers": {
    put: Operation<ById & { header: { "If-Match": string }; body: { answers: Answers }; answer: Application }>;
  };
  "/api/applications/{id}/attachments": {
    post: Operation<
      ById & {
        body: { slot: string; name: string; size: number; sha256: string; content_type: string };
        answer: { attachment_id: string; upload: { url: string; method: string; headers: Record<string, string> } };
      }
    >;
  };
  "/api/applications/{id}/attachments/{attachment_id}": {
    delete: Operation<{ path: { id: string; attachment_id: string }; answer: undefined }>;
  };
  "/api/applications/{id}/withdrawal": { post: Operation<ById & { answer: Application }> };
  "/api/applications/{id}/signing": { post: Operation<ById & { body: { certificate: string }; answer: Signing }> };
  "/api/applications/{id}/submit": {
    post: Operation<ById & { header: { "Idempotency-Key": string }; body: { certificate: string; signature: string }; answer: Receipt }>;
  };
  "/api/notices": { get: Operation<{ answer: { items: NoticeItem[]; unread: number } }> };
  "/api/notices/{id}/read": { post: Operation<ById & { answer: undefined }> };
  "/api/records": { get: Operation<{ answer: Records }> };
}
