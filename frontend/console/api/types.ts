/** The officers' side of the municipal API as the console reads it, generated from the doors' documents. */
import type { Operation } from "../../shared/api/operation";
import type { components as Municipal } from "./generated/municipal-staff";
import type { components as Procedures } from "./generated/procedures-staff";
import type { paths as GeneratedPaths } from "./generated/municipal-staff";
import type { paths as ProcedurePaths } from "./generated/procedures-staff";

// AWAITED: until the doors' documents hold them.
type Role = "examiner" | "approver" | "author" | "administrator";
export interface GrantLine { section: string; affair: string; role: Role; from: string; until: string | null }
export interface Officer { officer: string; name: string; municipality: { code: string; name: string }; grants: GrantLine[] }
export type Step =
  | { state: "in"; id_token: string; expires_in: number; officer: Officer }
  | { state: "totp"; session: string }
  | { state: "enrol"; session: string; secret: string; uri: string }
  | { state: "new-password"; session: string };
export interface Proposed {
  proposal_id: string; outcome: string; monthly_yen: number; from_month: string | null; reason: string; remedies: string | null;
  findings_confirmed: string[]; by: string; at: string; ended: string | null; ended_by: string | null; ended_at: string | null; ended_reason: string | null;
}
export interface GrantRow extends GrantLine { grant_id: string; officer: string; granted_by: string; granted_at: string; revoked_at: string | null }
export interface GrantRequest { officer: string; section: string; affair: string; role: Role; from: string; until: string | null }
export interface OfficerRow { officer: string; name: string; enrolled: boolean; disabled: boolean }
export interface NewOfficer { officer: string; name: string; password: string }
export interface ApprovalRequest { proposal_id: string; approve: boolean; reason: string; findings_seen: string[] }
export type Finding = Schemas["FindingPart"] & { id: string };
export type CaseView = Omit<Schemas["CasePage"], "findings" | "status" | "decision"> & { decision: (Schemas["DecisionPart"] & { proposed_by: string | null }) | null; status: Status; findings: Finding[]; proposed_decision: Proposed | null; proposals: Proposed[] };
export type DecisionRequest = Schemas["DecisionRequest"] & { findings_confirmed: string[] };
type Status = Schemas["Status"] | "approval";
type Keyed = { header: { "If-Match": string; "Idempotency-Key": string }; path: { receipt: string } };
interface Awaited {
  "/staff/session": { post: Operation<{ body: { username: string; password: string }; answer: Step }>; delete: Operation<{ answer: undefined }> };
  "/staff/session/answer": { post: Operation<{ body: { username: string; session: string; kind: "totp" | "enrol" | "new-password"; code?: string | null; password?: string | null }; answer: Step }> };
  "/staff/grants": { get: Operation<{ answer: { items: GrantRow[] } }>; post: Operation<{ header: { "Idempotency-Key": string }; body: GrantRequest; answer: GrantRow }> };
  "/staff/grants/{grant_id}": { delete: Operation<{ path: { grant_id: string }; answer: undefined }> };
  "/staff/officers": { get: Operation<{ answer: { items: OfficerRow[] } }>; post: Operation<{ body: { officer: string; name: string }; answer: NewOfficer }> };
  "/staff/officers/{officer}": { delete: Operation<{ path: { officer: string }; answer: undefined }> };
  "/presets": { get: Operation<{ answer: { items: PresetItem[] } }> };
  "/cases/{receipt}": { get: Operation<{ path: { receipt: string }; answer: CaseView }> };
  "/cases/{receipt}/return": { post: Operation<Keyed & { body: ReturnRequest; answer: Schemas["Returned"] }> };
  "/cases/{receipt}/decision": { post: Operation<Keyed & { body: DecisionRequest; answer: { receipt: string; status: string; version: number; proposal_id: string } }> };
  "/cases/{receipt}/approval": { post: Operation<Keyed & { body: ApprovalRequest; answer: { receipt: string; status: string; version: number; decision_id: string | null; document_number: string | null } }> };
  "/standing-rules": { post: Operation<{ header: { "Idempotency-Key": string }; body: Schemas["RuleRequest"]; answer: Schemas["PublishedRule"] }> };
}

type Schemas = Municipal["schemas"];

export type CaseRow = Omit<Schemas["InboxLine"], "status"> & { status: Status };
export type Inquiry = Schemas["InquiryPart"];
export type MatchRow = Schemas["MatchPart"];
export type Computed = Schemas["Proposal"];
export type Return = Schemas["Return"];
export type ReturnRequest = Schemas["ReturnRequest"];
export type RuleRequest = Schemas["RuleRequest"];
export interface PresetItem { preset_id: string; revision: number; name: PresetText; summary: PresetText; law: string | null; adopted_version: number | null }
type PresetText = Procedures["schemas"]["Text"];
export type Adoption = Procedures["schemas"]["Adoption"];

export type paths = Omit<GeneratedPaths & ProcedurePaths, keyof Awaited> & Awaited;
