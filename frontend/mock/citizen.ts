/** The citizen API for development: one process, everything in memory, as the contract answers. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { Validator, type Schema } from "@cfworker/json-schema";
import { CARDS, holderOf, isSigned, PEOPLE } from "./cards.ts";
import { list, municipalities, procedure } from "./catalogue.ts";
import { Refusal, type Asked, type Reply } from "./http.ts";
import { estimate, notices, records } from "./samples.ts";

type Json = Record<string, unknown>;
interface Held extends Json {
  application_id: string;
  account: string;
  status: string;
  revision: number;
  version: number;
  answers: Json;
  attachments: Json[];
  timeline: Json[];
}

export const applications = new Map<string, Held>();
const sessions = new Map<string, string>();
const nonces = new Map<string, { certificate: string; nonce: Buffer }>();
/** When each token's card answered last, and the device it was used at. */
const confirmed = new Map<string, number>();
const CONFIRMED_MS = 5 * 60_000;
const settings = new Map<string, Json>();
const submissions = new Map<string, Reply>();
const shown = new Set<string>();
/** Faults for the walk: "submit-lost" loses the answer of the next submission. */
export const faults = new Set<string>();

const ok = (body?: unknown, status = 200): Reply => ({ status, body });

export function citizen(asked: Asked): Reply | null {
  const [, , first, second, third, fourth] = asked.path.split("/");
  const route = `${asked.method} ${first}`;
  if (route === "POST login") return second === "answer" ? answerLogin(asked) : beginLogin(asked);
  if (first === "session" && second === "confirmation") return third ? confirm(asked) : beginLogin(asked);
  if (first === "session") return asked.method === "DELETE" ? signOut() : renew(asked);
  if (route === "GET municipalities") return ok(municipalities(asked.query.get("q") ?? ""));
  if (first === "procedures") return catalogue(asked, third, fourth);
  const account = accountOf(asked);
  if (route === "GET me") return ok(me(account));
  if (route === "PATCH me") return change(asked, account);
  if (first === "sessions") return asked.method === "DELETE" ? endSessions(asked, account, second) : ok({ items: sessionsOf(asked, account) });
  if (route === "POST me") return showCertificate(asked, account);
  if (route === "GET notices") return ok(notices(account));
  if (route === "POST notices") return markRead(account, second ?? "");
  if (route === "GET records") return ok(records(account));
  if (first === "applications") return ofApplications(asked, account, second, third, fourth);
  return null;
}

function beginLogin({ body }: Asked): Reply {
  const holder = holderOf(String(body.certificate));
  if (holder?.purpose !== "authentication") throw new Refusal(422, "certificate-untrusted", "このカードの電子証明書は確認できませんでした。");
  const login = randomBytes(13).toString("hex");
  const nonce = randomBytes(32);
  nonces.set(login, { certificate: String(body.certificate), nonce });
  return ok({ login, nonce: nonce.toString("base64"), expires_at: new Date(Date.now() + 60_000).toISOString() });
}

function answerLogin({ body }: Asked): Reply {
  const waiting = nonces.get(String(body.login));
  const isRight = waiting && isSigned(waiting.certificate, waiting.nonce, String(body.signature));
  const account = waiting && holderOf(waiting.certificate)?.person.account_id;
  if (!isRight || !account) throw new Refusal(401, "login-refused", "ログインできませんでした。もう一度お試しください。");
  const token = randomUUID();
  sessions.set(token, account);
  confirmed.set(token, Date.now());
  return { ...ok({ id_token: token, expires_in: 300, account_id: account }), headers: { "Set-Cookie": `mock-refresh=${token}; HttpOnly; SameSite=Strict; Path=/` } };
}

function renew({ headers }: Asked): Reply {
  const token = /mock-refresh=([^;]+)/.exec(headers.cookie ?? "")?.[1] ?? "";
  if (!sessions.has(token)) throw new Refusal(401, "session-ended", "ログインの期限が切れました。もう一度カードでログインしてください。");
  return ok({ id_token: token, expires_in: 300 });
}

function signOut(): Reply {
  return { status: 204, headers: { "Set-Cookie": "mock-refresh=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0" } };
}

function accountOf({ headers }: Asked): string {
  const account = sessions.get(headers.authorization ?? "");
  if (!account) throw new Refusal(401, "unauthenticated", "ログインが必要です。もう一度カードでログインしてください。");
  return account;
}

function confirm(asked: Asked): Reply {
  const account = accountOf(asked);
  const waiting = nonces.get(String(asked.body.login));
  const holder = waiting && holderOf(waiting.certificate)?.person.account_id;
  if (!waiting || !isSigned(waiting.certificate, waiting.nonce, String(asked.body.signature))) throw new Refusal(422, "signature-invalid", "電子署名を確認できませんでした。");
  if (holder !== account) throw new Refusal(422, "another-persons-card", "ログインした方とは別の方のカードです。");
  confirmed.set(asked.headers.authorization!, Date.now());
  return ok({ confirmed_until: new Date(Date.now() + CONFIRMED_MS).toISOString() });
}

function demandConfirmed({ headers }: Asked): void {
  if (Date.now() - (confirmed.get(headers.authorization ?? "") ?? 0) < CONFIRMED_MS) return;
  throw new Refusal(403, "reauthentication-required", "この操作の前に、もう一度カードで本人確認をしてください。入力した内容は残っています。");
}

function change(asked: Asked, account: string): Reply {
  const before = me(account);
  const { email = before.email, electronic_decision: wish = before.electronic_decision } = asked.body;
  if ((email || null) !== before.email || wish !== before.electronic_decision) demandConfirmed(asked);
  return ok(me(account, { ...asked.body, email: email || null }));
}

function sessionsOf({ headers }: Asked, account: string): Json[] {
  const hers = [...sessions].filter(([, owner]) => owner === account);
  const now = new Date().toISOString();
  return hers.map(([token]) => ({ session_id: token, this: token === headers.authorization, system: "windows", browser: "edge", started_at: now, seen_at: now, confirmed_until: now }));
}

function endSessions(asked: Asked, account: string, id?: string): Reply {
  const own = asked.headers.authorization;
  if (id !== own) demandConfirmed(asked);
  if (id && sessions.get(id) !== account) throw new Refusal(404, "not-found", "見つかりませんでした。");
  for (const { session_id } of sessionsOf(asked, account)) {
    const isKept = id ? session_id !== id : asked.query.get("keep") === "this" && session_id === own;
    if (!isKept) sessions.delete(String(session_id));
  }
  return { status: 204 };
}

function me(account: string, change: Json = {}): Json {
  const person = PEOPLE.find((candidate) => candidate.account_id === account)!;
  const before = settings.get(account) ?? { language: "ja", email: null, electronic_decision: false };
  const after = { ...before, ...change };
  settings.set(account, after);
  const attributes = shown.has(account) ? { ...person.attributes, name_mask: "", address_mask: "", certificate_valid_until: "2029-05-10T00:00:00Z" } : null;
  return { account_id: account, ...after, attributes };
}

function showCertificate({ body }: Asked, account: string): Reply {
  demandSigning(String(body.certificate), account);
  shown.add(account);
  const { attributes } = holderOf(String(body.certificate))!.person;
  return ok({ status: "good", as_of: new Date().toISOString(), source: "ocsp", valid_until: "2029-05-10T00:00:00Z", attributes });
}

function demandSigning(certificate: string, account: string): void {
  const holder = holderOf(certificate);
  if (holder?.purpose !== "signing") throw new Refusal(422, "certificate-untrusted", "このカードの署名用電子証明書は確認できませんでした。");
  if (holder.person.account_id !== account) throw new Refusal(422, "another-persons-card", "ログインしている方とは別の方のカードです。ご本人のカードを使ってください。");
  if (holder.person.lapsed) throw new Refusal(422, "certificate-revoked", "この署名用電子証明書は、引っ越しのため2026年10月22日に失効しています。市区町村の窓口で再発行してください。アカウントと書きかけの申請は残っています。");
}

function catalogue(asked: Asked, id: string | undefined, last: string | undefined): Reply {
  if (!id) return ok(list(asked.query, asked.language));
  if (last === "estimate") return ok(estimate());
  const found = procedure(id, asked.language);
  if (!found) throw new Refusal(404, "not-found", "見つかりませんでした。");
  return ok(found);
}

function markRead(account: string, id: string): Reply {
  const item = notices(account).items.find((notice) => notice.notice_id === id);
  if (item) item.read = true;
  return { status: 204 };
}

function ofApplications(asked: Asked, account: string, id?: string, act?: string, part?: string): Reply {
  if (!id) return asked.method === "POST" ? open(asked, account) : ok({ items: mine(account).map(summaryOf) });
  const held = applications.get(id);
  if (!held || held.account !== account) throw new Refusal(404, "not-found", "見つかりませんでした。");
  if (!act) return ok(view(held));
  if (act === "answers") return save(asked, held);
  if (act === "attachments") return asked.method === "DELETE" ? detach(held, part) : attach(asked, held);
  if (act === "signing") return prepare(asked, held);
  if (act === "withdrawal") {
    demandConfirmed(asked);
    return withdraw(held);
  }
  return submit(asked, held);
}

function mine(account: string): Held[] {
  return [...applications.values()].filter((held) => held.account === account);
}

function view({ account: _, prepared: __, ...held }: Held): Json {
  return held;
}

function summaryOf(held: Held): Json {
  const { application_id, status, receipt, procedure: of, municipality, arrived_at, updated_at } = held;
  return { application_id, status, receipt, procedure: of, municipality, arrived_at, updated_at, needs_action: status === "draft" || status === "returned" };
}

function open(asked: Asked, account: string): Reply {
  const of = procedure(String(asked.body.procedure_id), asked.language);
  if (!of) throw new Refusal(404, "not-found", "見つかりませんでした。");
  const { attributes } = PEOPLE.find((person) => person.account_id === account)!;
  const at = new Date().toISOString();
  const held: Held = {
    application_id: randomBytes(13).toString("hex"),
    account,
    status: "draft",
    revision: 0,
    version: 1,
    receipt: null,
    arrived_at: null,
    municipality: of.municipality,
    procedure: { procedure_id: of.procedure_id, version: 1, name: of.name },
    answers: { claimant: { ...attributes } },
    prefilled: of.form?.prefill ?? {},
    attachments: [],
    not_needed: of.documents.filter((paper) => paper.not_needed),
    returned: null,
    returned_message: null,
    decision: null,
    timeline: [{ at, status: "draft", note_code: "opened" }],
    updated_at: at,
  };
  applications.set(held.application_id, held);
  return ok(view(held), 201);
}

function touch(held: Held): void {
  held.version += 1;
  held.updated_at = new Date().toISOString();
}

function save(asked: Asked, held: Held): Reply {
  if (String(asked.headers["if-match"]) !== String(held.version)) throw new Refusal(412, "precondition-failed", "別の画面で更新されています。");
  held.answers = asked.body.answers as Json;
  touch(held);
  const kana = (held.answers.claimant as Json | undefined)?.kana;
  const holder = (held.answers.account as Json | undefined)?.holder_kana;
  const isOther = kana && holder && kana !== holder;
  const message = "「口座名義のカナ」が請求する方のカナと違います。口座は請求する方ご本人の名義に限ります。";
  return ok({ ...view(held), findings: isOther ? [{ field: "/account/holder_kana", reason: "holder-must-be-claimant", message }] : [] });
}

function attach({ body }: Asked, held: Held): Reply {
  const id = randomBytes(8).toString("hex");
  held.attachments = [...held.attachments.filter(({ slot }) => slot !== body.slot), { attachment_id: id, ...body, status: "awaited" }];
  touch(held);
  return ok({ attachment_id: id, upload: { url: `/_uploads/${id}`, method: "PUT", headers: { "content-type": String(body.content_type) } } }, 201);
}

function detach(held: Held, id: string | undefined): Reply {
  held.attachments = held.attachments.filter(({ attachment_id }) => attachment_id !== id);
  touch(held);
  return { status: 204 };
}

function withdraw(held: Held): Reply {
  move(held, "withdrawn", "withdrawn");
  return ok(view(held));
}

export function move(held: Held, status: string, note: string): void {
  held.status = status;
  held.timeline = [...held.timeline, { at: new Date().toISOString(), status, note_code: note }];
  touch(held);
}

/** A SET with one OCTET STRING: enough of signed attributes for the browser to find the digest in. */
function prepare({ body }: Asked, held: Held): Reply {
  demandSigning(String(body.certificate), held.account);
  const schema = procedure((held.procedure as { procedure_id: string }).procedure_id, "ja")?.form?.schema as Schema;
  const { valid } = new Validator(schema, "2020-12").validate(held.answers);
  if (!valid) throw new Refusal(422, "invalid-answers", "署名の前に直すところがあります。", [{ field: "/answers/remarks", reason: "required", message: "入力内容を確認してください。" }]);
  const { application_id, revision, municipality, procedure: of, answers, attachments } = held;
  const document = Buffer.from(JSON.stringify({ format: "madoguchi.application/1", application_id, revision: revision + 1, municipality, procedure: of, answers, attachments }));
  const digest = createHash("sha256").update(document).digest();
  const tbs = Buffer.concat([Buffer.from([0x31, 0x22, 0x04, 0x20]), digest]);
  held.prepared = tbs.toString("base64");
  touch(held);
  return ok({ document: document.toString("base64"), document_sha256: digest.toString("hex"), to_be_signed: tbs.toString("base64") });
}

function submit({ body, headers }: Asked, held: Held): Reply {
  const key = String(headers["idempotency-key"]);
  const known = submissions.get(key);
  if (known) return known;
  const isRight = isSigned(String(body.certificate), Buffer.from(String(held.prepared), "base64"), String(body.signature));
  if (!isRight) throw new Refusal(422, "signature-invalid", "署名が申請の内容と合いません。もう一度確認して署名してください。");
  held.revision += 1;
  held.receipt ??= "K7PQ4M9RTX2WHC3N";
  held.arrived_at ??= "2026-11-04T14:59:30Z";
  held.returned = null;
  move(held, "received", held.revision === 1 ? "received" : "corrected");
  const { application_id, receipt, arrived_at, revision } = held;
  const reply = ok({ application_id, receipt, arrived_at, revision }, 201);
  submissions.set(key, reply);
  if (faults.delete("submit-lost")) throw new Refusal(503, "unavailable", "ただいま混み合っているか、連携先が応答していません。しばらくしてからもう一度お試しください。");
  return reply;
}

export function cardFile(name: string): Reply {
  if (name === "index.json") return ok({ cards: PEOPLE.map(({ card_id, label }) => ({ card_id, label })) });
  const card = CARDS.get(name.replace(".json", ""));
  return card ? ok(card) : { status: 404 };
}
