/** The citizen API as the portal reads it: generated from the doors' documents, and by hand where a document says only "object". */
import type { Schema } from "@cfworker/json-schema";
import type { Operation } from "../../shared/api/operation";
import type { FormDefinition } from "../../shared/forms/spec";
import type { DataText } from "../../shared/i18n/setup";
import type { components as Applications, paths as ApplicationPaths } from "./generated/applications-public";
import type { components as Citizens, paths as CitizenPaths } from "./generated/identity-citizen";
import type { paths as LoginPaths } from "./generated/identity-login";
import type { paths as RecordPaths } from "./generated/ledger-records";
import type { components as Notices, paths as NoticePaths } from "./generated/notices-public";
import type { components as Procedures, paths as ProcedurePaths } from "./generated/procedures-public";

export type Named = Applications["schemas"]["Town"];
export type Application = Applications["schemas"]["ApplicationView"];
export type ApplicationSummary = Applications["schemas"]["ApplicationSummary"];
export type Attachment = Applications["schemas"]["AttachmentView"];
export type ReturnedItem = Applications["schemas"]["ReturnedItem"];
export type Decision = Applications["schemas"]["DecisionView"];
export type Signing = Applications["schemas"]["ToSign"];
export type Receipt = Applications["schemas"]["Receipt"];
export type Me = Citizens["schemas"]["AccountView"];
export type SignedIn = Citizens["schemas"]["SessionView"];
export type Attributes = Citizens["schemas"]["FourAttributes"];
export type SigningCertificate = Citizens["schemas"]["CertificateView"];
export type NoticeItem = Notices["schemas"]["NoticeView"];
export type Municipality = Procedures["schemas"]["MunicipalityItem"];
export type Estimate = Procedures["schemas"]["Estimate"];
export type EstimateChild = Procedures["schemas"]["EstimateChild"];
export type EstimateQuestion = Procedures["schemas"]["EstimateQuestion"];
export type Payment = Procedures["schemas"]["Payment"];

// By hand: procedures in the reader's language and records answer with objects that their documents do not describe.

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

type Door = ApplicationPaths & CitizenPaths & LoginPaths & RecordPaths & NoticePaths & ProcedurePaths;

/** A path that its document no longer knows is a fault of types here. */
type ByHand = {
  [path in "/api/procedures" | "/api/procedures/{municipality}/{procedure_id}" | "/api/records"]: path extends keyof Door ? Loose[path] : never;
};

interface Loose {
  "/api/procedures": {
    get: Operation<{ query: { municipality?: string; q?: string; category?: string }; answer: { items: ProcedureSummary[]; next: string | null } }>;
  };
  "/api/procedures/{municipality}/{procedure_id}": { get: Operation<{ path: { municipality: string; procedure_id: string }; answer: Procedure }> };
  "/api/records": { get: Operation<{ answer: Records }> };
}

export type paths = Omit<Door, keyof ByHand> & ByHand;
