/** The municipal API for development: one case, as the examiner finds it. */
import { Refusal, type Asked, type Reply } from "./http.ts";
import { caseView } from "./samples.staff.ts";

const state = caseView();

export function staff(asked: Asked): Reply | null {
  const { method, path, body, query, headers } = asked;
  if (path === "/staff/session") return logIn(body);
  if (!path.startsWith("/cases")) return null;
  if (headers.authorization !== "officer-token") throw new Refusal(401, "unauthenticated", "ログインが必要です。");
  const [, , receipt, act] = path.split("/");
  if (!receipt) return { status: 200, body: { month: query.get("month") ?? "2026-11", today: "2026-11-09", items: rows(query), next: null } };
  if (receipt !== state.receipt) throw new Refusal(404, "not-found", "見つかりませんでした。");
  if (method === "GET") return { status: 200, body: state };
  if (act === "package-link") return { status: 200, body: { url: "/_uploads/package.zip", expires_in: 60, sha256: state.package.sha256 } };
  if (String(headers["if-match"]) !== String(state.version)) throw new Refusal(412, "precondition-failed", "別の画面で更新されています。");
  return act === "return" ? sendBack(body) : decide(body);
}

function logIn({ username, password }: Record<string, unknown>): Reply {
  if (password !== "password") throw new Refusal(401, "staff-login-refused", "職員IDまたはパスワードが違います。");
  const officer = { name: "小林 健", municipality: "152048", sections: ["kosodate"] };
  return { status: 200, body: { id_token: "officer-token", expires_in: 3600, officer: { ...officer, username } } };
}

function rows(query: URLSearchParams) {
  const row = {
    receipt: state.receipt,
    revision: state.revision,
    procedure: { id: "child-allowance.claim", name: "児童手当 認定請求" },
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

function sendBack(body: Record<string, unknown>): Reply {
  const items = (body.items as { pointer: string; reason: string }[]).map((item) => ({ ...item, label: item.pointer }));
  state.returns.push({ return_id: "r1", items, message: String(body.message ?? ""), at: new Date().toISOString(), by: "小林 健", revision: 1, answered_at: null });
  note("returned");
  return { status: 200, body: { receipt: state.receipt, status: state.status, version: state.version, return_id: "r1" } };
}

function decide(body: Record<string, unknown>): Reply {
  if (!body.reason) throw new Refusal(422, "reason-missing", "理由を書いてください。", [{ field: "/reason", reason: "reason-missing", message: "理由を書いてください。" }]);
  if (body.outcome !== "granted" && !body.remedies) {
    throw new Refusal(422, "remedies-missing", "不利益な決定には、教示が必要です。", [{ field: "/remedies", reason: "remedies-missing", message: "教示を書いてください。" }]);
  }
  state.decision = { decision_id: "d1", document_number: "子支第2026-000001号", decided_at: new Date().toISOString(), by: "小林 健", ...body };
  note("decided");
  return { status: 200, body: { receipt: state.receipt, status: state.status, version: state.version, decision_id: "d1", document_number: "子支第2026-000001号" } };
}

function note(status: "returned" | "decided"): void {
  state.status = status;
  state.waiting_for = status === "returned" ? "applicant" : "nobody";
  state.version += 1;
  state.history.push({ at: new Date().toISOString(), code: status, by: "小林 健", revision: 1 });
}
