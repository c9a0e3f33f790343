/** The officers' side of the municipal API as the console reads it, generated from the doors' documents. */
import type { components as Grants, paths as GrantPaths } from "./generated/municipal-grants";
import type { components as Sessions, paths as SessionPaths } from "./generated/municipal-session";
import type { components as Municipal, paths as MunicipalPaths } from "./generated/municipal-staff";
import type { components as Procedures, paths as ProcedurePaths } from "./generated/procedures-staff";

type Login = Sessions["schemas"];
type Schemas = Municipal["schemas"];

export type Officer = Login["OfficerView"];
export type Step = Login["In"] | Login["CodeWanted"] | Login["EnrolmentWanted"] | Login["PasswordWanted"];

export type CaseRow = Schemas["InboxLine"];
export type CaseView = Schemas["CasePage"];
export type Computed = Schemas["Proposal"];
export type Finding = Schemas["FindingPart"];
export type Inquiry = Schemas["InquiryPart"];
export type MatchRow = Schemas["MatchPart"];
export type Proposed = Schemas["ProposedPart"];
export type Return = Schemas["Return"];
export type ApprovalRequest = Schemas["ApprovalRequest"];
export type DecisionRequest = Schemas["ProposalRequest"];
export type ReturnRequest = Schemas["ReturnRequest"];
export type RuleRequest = Schemas["RuleRequest"];

export type GrantRequest = Grants["schemas"]["GrantRequest"];
export type GrantRow = Grants["schemas"]["GrantRow"];
export type NewOfficer = Grants["schemas"]["NewOfficer"];
export type OfficerRow = Grants["schemas"]["OfficerRow"];

export type Adoption = Procedures["schemas"]["Adoption"];
export type PresetItem = Procedures["schemas"]["PresetItem"];

/** One address with two doors behind it: logging in is open, signing out is hers. */
interface Both {
  "/staff/session": Omit<SessionPaths["/staff/session"], "delete"> & Pick<GrantPaths["/staff/session"], "delete">;
}

export type paths = Omit<GrantPaths & SessionPaths, keyof Both> & Both & MunicipalPaths & ProcedurePaths;
