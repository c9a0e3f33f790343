/** Officers, grants, procedures and standing rules of the mock's town. */
import { Refusal, type Asked, type Reply } from "./http.ts";
import { OFFICERS, type MockOfficer } from "./officers.ts";

type Json = Record<string, unknown>;

const given = { granted_by: "kanri", granted_at: "2026-04-01T00:00:00Z", revoked_at: null as string | null };
type Grant = Json & { grant_id: string; officer: string; revoked_at: string | null };

const firstGrants = (): Grant[] => OFFICERS.flatMap(({ id, grants: held }) => held.map((grant, at) => ({ grant_id: `${id}-${at}`, officer: id, ...grant, ...given })));
const firstPresets = () => [
  preset("child-allowance.claim", "児童手当の認定請求", "Claim for child allowance", 1),
  preset("child-allowance.amount-change", "児童手当の額改定の認定請求", "Change of the amount of child allowance", null),
];
let grants = firstGrants();
let presets = firstPresets();

export function resetTown(): void {
  grants = firstGrants();
  presets = firstPresets();
}

function preset(preset_id: string, ja: string, en: string, adopted_version: number | null) {
  const text = { ja, easy: null, en };
  return { preset_id, revision: 1, name: text, summary: text, kind: "application", law: "児童手当法", category: "child-care", phase: "online", note: text, adopted_version };
}

export function administration(asked: Asked, officer: MockOfficer): Reply | null {
  const { method, path } = asked;
  if (path === "/staff/session") return { status: 204 };
  const [, , place, id] = path.split("/");
  if (path === "/presets") return { status: 200, body: { items: presets } };
  if (path.startsWith("/procedures/")) return publishing(asked);
  if (path === "/standing-rules") return { status: 201, body: { affair: asked.body.affair, version: 2 } };
  if (!officer.grants.some(({ role }) => role === "administrator")) throw new Refusal(403, "grant-missing", "この業務の権限がありません。権限は所属の権限管理者が付与します。");
  if (place === "grants") return method === "GET" ? { status: 200, body: { items: grants } } : method === "DELETE" ? revoke(String(id)) : give(asked.body, officer);
  if (place === "officers") return method === "GET" ? { status: 200, body: { items: OFFICERS.map(row) } } : method === "DELETE" ? disable(String(id)) : hire(asked.body);
  return null;
}

const row = ({ id, name, isNew, isDisabled }: MockOfficer) => ({ officer: id, name, enrolled: !isNew, disabled: isDisabled });

function publishing({ path, body }: Asked): Reply {
  if (path === "/procedures/publications") return { status: 201, body: { snapshot: 2 } };
  const found = presets.find(({ preset_id }) => preset_id === body.preset_id);
  if (!found) throw new Refusal(404, "not-found", "見つかりませんでした。");
  found.adopted_version = (found.adopted_version ?? 0) + 1;
  return { status: 201, body: { procedure_id: found.preset_id, version: found.adopted_version } };
}

function give(body: Json, officer: MockOfficer): Reply {
  if (body.officer === officer.id) throw new Refusal(403, "own-grant", "自分自身の権限や利用者登録は変更できません。別の権限管理者に依頼してください。");
  const made = { ...given, grant_id: `g${grants.length}`, officer: String(body.officer), ...body, granted_at: new Date().toISOString() };
  grants.push(made);
  return { status: 201, body: made };
}

function revoke(id: string): Reply {
  const found = grants.find(({ grant_id }) => grant_id === id);
  if (!found) throw new Refusal(404, "not-found", "見つかりませんでした。");
  found.revoked_at = new Date().toISOString();
  return { status: 204 };
}

function hire({ officer, name }: Json): Reply {
  if (OFFICERS.some(({ id }) => id === officer)) throw new Refusal(409, "officer-exists", "この職員IDはすでに使われています。", [{ field: "/officer", reason: "officer-exists", message: "この職員IDはすでに使われています。" }]);
  OFFICERS.push({ id: String(officer), name: String(name), password: "Once-Only-2026", isNew: true, isDisabled: false, grants: [] });
  return { status: 201, body: { officer, name, password: "Once-Only-2026" } };
}

function disable(id: string): Reply {
  for (const found of OFFICERS) if (found.id === id) found.isDisabled = true;
  return { status: 204 };
}
