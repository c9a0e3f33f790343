/** The municipal API for development: officers who log in by steps, and one case, as examiner and approver find it. */
import { administration, resetTown } from "./administration.ts";
import { Refusal, type Asked, type Reply } from "./http.ts";
import { AFFAIR, officerOf, OFFICERS, town, type MockOfficer } from "./officers.ts";
import { caseView } from "./samples.staff.ts";

const CODE = "123456";
const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPQQ";
const state = caseView();
const answers = new Map<string, { wish: string; reply: Reply }>();

export function reset(): void {
  Object.assign(state, caseView());
  OFFICERS.splice(0, OFFICERS.length, ...town());
  answers.clear();
  resetTown();
}

export function staff(asked: Asked): Reply | null {
  const { method, path, body } = asked;
  if (path === "/staff/session" && method === "POST") return logIn(body);
  if (path === "/staff/session/answer") return goOn(body);
  const isOurs = ["/staff/", "/cases", "/presets", "/procedures", "/standing-rules"].some((place) => path.startsWith(place)) && path !== "/procedures";
  // The portal's pages live below /procedures/{town}; its officers' doors are these two alone.
  if (!isOurs || (path.startsWith("/procedures/") && method !== "POST")) return null;
  const officer = officerOf(asked.headers.authorization);
  if (!officer) throw new Refusal(401, "unauthenticated", "ログインが必要です。");
  return path.startsWith("/cases") ? cases(asked, officer) : administration(asked, officer);
}

function logIn({ username, password }: Record<string, unknown>): Reply {
  const known = OFFICERS.find(({ id }) => id === username);
  if (!known || password !== known.password) throw refused();
  return { status: 200, body: known.isNew ? { state: "new-password", session: "session-1" } : { state: "totp", session: "session-1" } };
}

function goOn({ username, kind, code, password, session }: Record<string, unknown>): Reply {
  const known = OFFICERS.find(({ id }) => id === username);
  if (!known || session === "gone") throw new Refusal(401, "login-expired", "ログインの途中で時間が過ぎました。はじめからやり直してください。");
  if (kind === "new-password") {
    known.password = String(password);
    return { status: 200, body: { state: "enrol", session: "session-2", secret: SECRET, uri: `otpauth://totp/Madoguchi:${known.id}?secret=${SECRET}&issuer=Madoguchi` } };
  }
  if (code !== CODE) throw refused();
  known.isNew = false;
  const municipality = { code: "152048", name: "三条市" };
  return { status: 200, body: { state: "in", id_token: `officer:${known.id}`, expires_in: 3600, officer: { officer: known.id, name: known.name, municipality, grants: known.grants } } };
}

function refused(): Refusal {
  return new Refusal(401, "login-refused", "職員ID、パスワードまたは認証コードが違います。");
}

function cases(asked: Asked, officer: MockOfficer): Reply {
  const { method, path, query } = asked;
  const [, , receipt, act] = path.split("/");
  if (!officer.grants.some(({ affair }) => affair === AFFAIR)) throw new Refusal(403, "grant-missing", "この業務の権限がありません。権限は所属の権限管理者が付与します。");
  if (!receipt) return { status: 200, body: { month: query.get("month") ?? "2026-11", today: "2026-11-09", items: rows(query), next: null } };
  if (receipt !== state.receipt) throw new Refusal(404, "not-found", "見つかりませんでした。");
  if (method === "GET") return { status: 200, body: state };
  if (act === "package-link") return { status: 200, body: { url: "/_uploads/package.zip", expires_in: 60, sha256: state.package.sha256 } };
  return once(asked, () => commit(act ?? "", asked, officer));
}

/** The first answer to the same wish; another wish under the same key is refused. */
function once({ headers, body, path }: Asked, act: () => Reply): Reply {
  const key = String(headers["idempotency-key"] ?? "");
  if (key.length < 8) throw new Refusal(400, "invalid-request", "Idempotency-Key がありません。", [{ field: "/headers/Idempotency-Key", reason: "required", message: "" }]);
  const wish = JSON.stringify([path, body]);
  const known = answers.get(key);
  if (known && known.wish !== wish) throw new Refusal(422, "idempotency-key-reused", "同じ送信番号で別の内容が送られました。");
  if (known) return known.reply;
  const reply = act();
  answers.set(key, { wish, reply });
  return reply;
}

function commit(act: string, { headers, body }: Asked, officer: MockOfficer): Reply {
  if (String(headers["if-match"]) !== String(state.version)) throw new Refusal(412, "precondition-failed", "別の画面で更新されています。");
  if (act === "return") return sendBack(body, officer);
  return act === "approval" ? judge(body, officer) : propose(body, officer);
}

function rows(query: URLSearchParams) {
  const row = {
    receipt: state.receipt,
    revision: state.revision,
    procedure: { id: AFFAIR, name: "児童手当 認定請求" },
    applicant_name: state.applicant.name,
    arrived_at: state.arrived_at,
    status: state.status,
    waiting_for: state.waiting_for,
    clock: state.clock,
  };
  const others = [
    { ...row, receipt: "M3TR8WQX5PZK2HNC", applicant_name: "架空　太郎", status: "delivered", waiting_for: "officer", arrived_at: "2026-11-06T02:00:00Z", clock: { standard_due_on: "2026-12-06" } },
    { ...row, receipt: "B9HX4CKM7TWQ3RPZ", applicant_name: "見本　花子", status: "returned", waiting_for: "applicant", arrived_at: "2026-11-02T05:30:00Z", clock: { standard_due_on: "2026-12-02" } },
  ];
  const status = query.get("status");
  const all = (query.get("month") ?? "2026-11") === "2026-11" ? [row, ...others] : [];
  return all.filter((item) => !status || item.status === status);
}

function sendBack(body: Record<string, unknown>, { id }: MockOfficer): Reply {
  const items = (body.items as { pointer: string; reason: string }[]).map((item) => ({ ...item, label: item.pointer }));
  state.returns.push({ return_id: "r1", items, message: String(body.message ?? ""), at: new Date().toISOString(), by: id, revision: 1, answered_at: null });
  note("returned", id);
  return { status: 200, body: { receipt: state.receipt, status: state.status, version: state.version, return_id: "r1" } };
}

function demandConfirmed(confirmed: unknown, field: string): void {
  const missing = state.findings.filter(({ id, people }) => people === 2 && !(confirmed as string[] | undefined)?.includes(id));
  const errors = missing.map(({ id }) => ({ field, reason: id, message: "二人で確認する項目です。" }));
  if (missing.length > 0) throw new Refusal(422, "findings-unconfirmed", "二人で確認する項目があります。示された項目を確認してください。", errors);
}

function propose(body: Record<string, unknown>, { id }: MockOfficer): Reply {
  if (!body.reason) throw new Refusal(422, "reason-missing", "理由を書いてください。", [{ field: "/reason", reason: "reason-missing", message: "理由を書いてください。" }]);
  if (body.outcome !== "granted" && !body.remedies) {
    throw new Refusal(422, "remedies-missing", "不利益な決定には、教示が必要です。", [{ field: "/remedies", reason: "remedies-missing", message: "教示を書いてください。" }]);
  }
  demandConfirmed(body.findings_confirmed, "/findings_confirmed");
  const open = { ended: null, ended_by: null, ended_at: null, ended_reason: null };
  state.proposed_decision = { proposal_id: `p${state.proposals.length + 1}`, ...body, by: id, at: new Date().toISOString(), ...open };
  state.proposals.push(state.proposed_decision);
  note("approval", id, "proposed");
  return { status: 200, body: { receipt: state.receipt, status: state.status, version: state.version, proposal_id: state.proposed_decision.proposal_id } };
}

function judge(body: Record<string, unknown>, { id, grants }: MockOfficer): Reply {
  const wish = state.proposed_decision;
  if (!wish) throw new Refusal(409, "case-status", "この申請は、いまはその処理ができません。");
  if (!grants.some(({ role }) => role === "approver")) throw new Refusal(403, "grant-missing", "この業務の権限がありません。");
  if (wish.by === id) throw new Refusal(403, "four-eyes", "自分が起案した決定は、自分では決裁できません。別の職員が決裁してください。");
  const ended = { ended_by: id, ended_at: new Date().toISOString(), ended_reason: body.reason };
  if (!body.approve) Object.assign(wish, { ended: "declined", ...ended });
  else {
    demandConfirmed(body.findings_seen, "/findings_seen");
    Object.assign(wish, { ended: "approved", ...ended });
    state.decision = { ...wish, decision_id: "d1", document_number: "子支第2026-000001号", decided_at: ended.ended_at, by: id, proposed_by: wish.by };
  }
  state.proposed_decision = null;
  note(body.approve ? "decided" : "substantive", id, body.approve ? "decided" : "declined");
  const { receipt, status, version } = state;
  return { status: 200, body: { receipt, status, version, proposal_id: body.proposal_id, decision_id: body.approve ? "d1" : null, document_number: body.approve ? "子支第2026-000001号" : null } };
}

function note(status: string, by: string, code = status): void {
  state.status = status;
  state.waiting_for = status === "returned" ? "applicant" : status === "decided" ? "nobody" : "officer";
  state.version += 1;
  state.history.push({ at: new Date().toISOString(), code, by, revision: 1 });
}
