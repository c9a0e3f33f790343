/** Which places an officer's grants open. Only a help for the eye: every door judges each request by itself. */
import type { Officer } from "../api/types";

export type Role = Officer["grants"][number]["role"];

export function holds(officer: Officer, ...roles: Role[]): boolean {
  return officer.grants.some(({ role }) => roles.includes(role));
}

/** "child-allowance.*" covers everything of its family. */
export function covers(granted: string, affair: string): boolean {
  return granted.endsWith(".*") ? affair.startsWith(granted.slice(0, -1)) : granted === affair;
}

export function mayIn(officer: Officer, affair: string, ...roles: Role[]): boolean {
  return officer.grants.some((grant) => roles.includes(grant.role) && covers(grant.affair, affair));
}

interface Place {
  to: string;
  name: "inbox" | "waiting" | "procedures" | "grants";
}

export function placesOf(officer: Officer): Place[] {
  const places: [Place, ...Role[]][] = [
    [{ to: "/", name: "inbox" }, "examiner", "approver"],
    [{ to: "/?status=approval", name: "waiting" }, "approver"],
    [{ to: "/procedures", name: "procedures" }, "author"],
    [{ to: "/grants", name: "grants" }, "administrator"],
  ];
  return places.filter(([, ...roles]) => holds(officer, ...roles)).map(([place]) => place);
}
