/** The officers of the mock's town; every code is 123456. */

export const AFFAIR = "child-allowance.claim";

interface MockGrant {
  section: string;
  affair: string;
  role: string;
  from: string;
  until: string | null;
}

export interface MockOfficer {
  id: string;
  name: string;
  password: string;
  isNew: boolean;
  isDisabled: boolean;
  grants: MockGrant[];
}

const grant = (role: string, affair = AFFAIR): MockGrant => ({ section: "kosodate", affair, role, from: "2026-04-01", until: null });
const officer = (id: string, name: string, grants: MockGrant[], isNew = false): MockOfficer => ({ id, name, password: "password", isNew, isDisabled: false, grants });

export const town = (): MockOfficer[] => [
  officer("kobayashi", "小林 健", [grant("examiner"), grant("author", "child-allowance.*")]),
  officer("sato", "佐藤 恵", [grant("approver")]),
  officer("kanri", "管理 次郎", [grant("administrator", "*")], true),
];

export const OFFICERS = town();

export function officerOf(token: string | undefined): MockOfficer | undefined {
  return OFFICERS.find(({ id, isDisabled }) => !isDisabled && token === `officer:${id}`);
}
