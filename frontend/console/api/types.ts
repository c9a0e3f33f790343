/** The officers' side of the municipal API as the console reads it, generated from the doors' documents. */
import type { paths as SessionPaths, components as Sessions } from "./generated/municipal-session";
import type { components as Municipal, paths as MunicipalPaths } from "./generated/municipal-staff";

type Schemas = Municipal["schemas"];

export type Officer = Sessions["schemas"]["Officer"];
export type CaseRow = Schemas["InboxLine"];
export type CaseView = Schemas["CasePage"];
export type Decision = Schemas["DecisionPart"];
export type DecisionRequest = Schemas["DecisionRequest"];
export type Finding = Schemas["FindingPart"];
export type Inquiry = Schemas["InquiryPart"];
export type MatchRow = Schemas["MatchPart"];
export type Proposal = Schemas["Proposal"];
export type Return = Schemas["Return"];
export type ReturnRequest = Schemas["ReturnRequest"];

export type paths = SessionPaths & MunicipalPaths;
