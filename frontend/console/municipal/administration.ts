/** What an administrator enters, judged before it is sent: the town's door judges again. */
import { isRealDate } from "../../shared/forms/dates";
import type { GrantRequest, GrantRow } from "../api/types";

export const SECTIONS = ["kosodate", "zeimu", "shimin", "soumu", "reception"] as const;
export const ROLES = ["examiner", "approver", "author", "administrator"] as const;

/** It opens no case. */
export const ADMINISTRATION = "*";
const AFFAIR = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*(\.\*)?$/;
const OFFICER = /^[a-z0-9][a-z0-9.-]{2,39}$/;

export interface TypedGrant {
  officer: string;
  role: string;
  section: string;
  affair: string;
  from: string;
  until: string;
}

export const BLANK_GRANT: TypedGrant = { officer: "", role: "", section: "", affair: "", from: "", until: "" };

export function affairOfRole({ role, affair }: TypedGrant): string {
  return role === "administrator" ? ADMINISTRATION : affair.trim();
}

export function grantFaults(typed: TypedGrant): (keyof TypedGrant)[] {
  const isAdministrator = typed.role === "administrator";
  const faults: Record<keyof TypedGrant, boolean> = {
    officer: typed.officer === "",
    role: typed.role === "",
    section: typed.section === "",
    affair: !isAdministrator && !AFFAIR.test(affairOfRole(typed)),
    from: !isRealDate(typed.from),
    until: typed.until !== "" && (!isRealDate(typed.until) || typed.until < typed.from),
  };
  return (Object.keys(faults) as (keyof TypedGrant)[]).filter((name) => faults[name]);
}

export function grantOf(typed: TypedGrant): GrantRequest {
  return { officer: typed.officer, role: typed.role as GrantRequest["role"], section: typed.section, affair: affairOfRole(typed), from: typed.from, until: typed.until || null };
}

export interface TypedOfficer {
  officer: string;
  name: string;
}

export function officerFaults({ officer, name }: TypedOfficer): (keyof TypedOfficer)[] {
  const faults: Record<keyof TypedOfficer, boolean> = { officer: !OFFICER.test(officer.trim()), name: name.trim() === "" };
  return (Object.keys(faults) as (keyof TypedOfficer)[]).filter((each) => faults[each]);
}

/** Officer by officer, the living ones first, the newest of them first. */
export function inOrder(grants: readonly GrantRow[]): GrantRow[] {
  const rank = ({ revoked_at }: GrantRow) => (revoked_at ? 1 : 0);
  return [...grants].sort((a, b) => a.officer.localeCompare(b.officer) || rank(a) - rank(b) || b.granted_at.localeCompare(a.granted_at));
}
