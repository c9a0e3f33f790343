import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../shared/api/problem";
import { startTexts } from "../../shared/i18n/setup";
import { caseView } from "../../mock/samples.staff";
import type { CaseView, Proposed } from "../api/types";
import { Remembered } from "../identity/kept";
import type { Role } from "../identity/rights";
import { staff } from "../identity/staff";
import { texts as identity } from "../identity/texts";
import { affairOf, missing } from "./ApprovalForm";
import { Acts } from "./Acts";
import { affairOfRole, BLANK_GRANT, grantFaults, grantOf, inOrder, officerFaults } from "./administration";
import { Commit } from "./commit";
import { ruleFaults, ruleOf } from "./StandingRuleForm";
import { texts as municipal } from "./texts";
import { areAllTicked, standing } from "./TwoPeople";

beforeAll(() => startTexts({ identity, municipal }));

interface Seen {
  path: string;
  key: string | null;
  version: string | null;
  body: Record<string, unknown>;
}

let seen: Seen[];
let answers: (() => Response)[];

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const refusal = (status: number, slug: string, detail: string) => () => json(status, { type: `https://madoguchi.example/problems/${slug}`, detail });

beforeEach(() => {
  seen = [];
  answers = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    seen.push({ path: new URL(request.url).pathname, key: request.headers.get("Idempotency-Key"), version: request.headers.get("If-Match"), body: await request.json() });
    return answers.shift()!();
  });
});
afterEach(() => {
  staff.end("left");
  vi.unstubAllGlobals();
});

const TWO = "child-not-in-household:/children/1/name";
const LABEL = /児童が住民基本台帳の世帯にいません/;

function proposal(by: string): Proposed {
  const open = { ended: null, ended_by: null, ended_at: null, ended_reason: null };
  return { proposal_id: "p1", outcome: "granted", monthly_yen: 40_000, from_month: "2026-11", reason: "要件に該当", remedies: null, findings_confirmed: [TWO], by, at: "2026-11-09T01:00:00Z", ...open };
}

function waitingCase(by: string): CaseView {
  const wish = proposal(by);
  return { ...(caseView() as unknown as CaseView), status: "approval", version: 5, proposed_decision: wish, proposals: [wish] };
}

function asOfficer(id: string, ...roles: Role[]) {
  const grants = roles.map((role) => ({ section: "kosodate", affair: "child-allowance.claim", role, from: "2026-04-01", until: null }));
  staff.begin({ id_token: "t", expires_in: 3600, officer: { officer: id, name: id, municipality: { code: "152048", name: "三条市" }, grants } });
}

function open(found: CaseView) {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <Acts found={found} />
    </QueryClientProvider>,
  );
}

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("the one who proposed", () => {
  it("is told that somebody else must approve, and has no button for it", () => {
    asOfficer("kobayashi", "examiner", "approver");
    open(waitingCase("kobayashi"));

    expect(screen.getByText(/ほかの職員が承認すると決定になります。起案した本人は承認できません/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "承認して決定する" })).toBeNull();
  });

  it("cannot propose before she ticked what two people must confirm", async () => {
    asOfficer("kobayashi", "examiner");
    open(caseView() as unknown as CaseView);
    await userEvent.click(screen.getByText("認定", { selector: "span" }));
    await userEvent.type(screen.getByLabelText(/理由/), "要件に該当");
    await press("決定を起案する");

    expect(screen.getByText("確かめた項目にチェックを付けてください。すべて必要です。")).toBeVisible();
    expect(seen).toEqual([]);

    answers.push(() => json(200, { receipt: "K7PQ4M9RTX2WHC3N", status: "approval", version: 5, proposal_id: "p1" }));
    await userEvent.click(screen.getByLabelText(LABEL));
    await press("決定を起案する");

    expect(seen[0]).toMatchObject({ path: "/cases/K7PQ4M9RTX2WHC3N/decision", version: "4", body: { outcome: "granted", findings_confirmed: [TWO] } });
    expect(seen[0]!.key).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("another officer", () => {
  it("without the right to approve only reads", () => {
    asOfficer("mori", "examiner");
    open(waitingCase("kobayashi"));

    expect(screen.getByText(/承認待ちです/)).toBeVisible();
    expect(screen.queryByRole("radio", { name: /承認する/ })).toBeNull();
  });

  it("sees what was proposed beside what was computed, and where declared and fetched differ", () => {
    asOfficer("sato", "approver");
    open(waitingCase("kobayashi"));

    expect(screen.getByRole("row", { name: /月額 40,000円 相違 25,000円/ })).toBeVisible();
    expect(screen.getByRole("row", { name: /配偶者の所得/ })).toHaveTextContent("2,364,000円");
    expect(screen.queryByRole("row", { name: /請求者の生年月日/ })).toBeNull();
  });

  it("approves what she saw, with her own ticks", async () => {
    asOfficer("sato", "approver");
    open(waitingCase("kobayashi"));
    await userEvent.click(screen.getByText("承認する"));
    await press("承認して決定する");
    expect(seen).toEqual([]);

    answers.push(() => json(200, { receipt: "K7PQ4M9RTX2WHC3N", status: "decided", version: 6, proposal_id: "p1", decision_id: "d", document_number: "1" }));
    await userEvent.click(screen.getByLabelText(LABEL));
    await press("承認して決定する");

    expect(seen[0]).toMatchObject({ path: "/cases/K7PQ4M9RTX2WHC3N/approval", version: "5", body: { proposal_id: "p1", approve: true, findings_seen: [TWO] } });
  });

  it("declines only with a reason, and keeps it when the case has moved on", async () => {
    asOfficer("sato", "approver");
    open(waitingCase("kobayashi"));
    await userEvent.click(screen.getByText("承認しない"));
    await press("承認せずにもどす");
    expect(screen.getByText("承認しない理由を書いてください。")).toBeVisible();

    answers.push(refusal(412, "precondition-failed", "ほかの人が先に更新しました。"));
    await userEvent.type(screen.getByLabelText(/理由・意見/), "所得を確かめてください");
    await press("承認せずにもどす");

    expect(await screen.findByText(/ほかの操作が先に行われました/)).toBeVisible();
    expect(screen.getByLabelText(/理由・意見/)).toHaveValue("所得を確かめてください");
  });

  it("reads the door's own words when it refuses", async () => {
    asOfficer("sato", "approver");
    open(waitingCase("kobayashi"));
    await userEvent.click(screen.getByText("承認する"));
    await userEvent.click(screen.getByLabelText(LABEL));
    answers.push(refusal(403, "four-eyes", "自分が起案した決定は、自分では決裁できません。"));
    await press("承認して決定する");

    expect(await screen.findByText("自分が起案した決定は、自分では決裁できません。")).toBeVisible();
  });
});

it("a declined proposal stands in the history with its reason", async () => {
  asOfficer("kobayashi", "examiner");
  const declined = { ...proposal("kobayashi"), ended: "declined", ended_by: "sato", ended_at: "2026-11-09T02:00:00Z", ended_reason: "所得を確かめてください" };
  open({ ...(caseView() as unknown as CaseView), proposals: [declined] });
  await userEvent.click(screen.getByRole("tab", { name: "履歴" }));

  expect(screen.getByText("所得を確かめてください")).toBeVisible();
});

describe("one wish", () => {
  const lost = new Problem("network", 0);
  const refused = new Problem("reason-missing", 422);
  const commits = () => {
    let n = 0;
    return Commit.of(new Remembered(), "decision/R", () => `key-${++n}`);
  };

  it("keeps its key until an answer has come", () => {
    const commit = commits();
    const first = commit.keyFor({ a: 1 });
    commit.refused(lost);

    expect(commit.keyFor({ a: 1 })).toBe(first);
  });

  it("has another key once it is another wish, is done, or was refused", () => {
    const commit = commits();
    const keys = [commit.keyFor({ a: 1 }), commit.keyFor({ a: 2 })];
    commit.done();
    keys.push(commit.keyFor({ a: 2 }));
    commit.refused(refused);
    keys.push(commit.keyFor({ a: 2 }));

    expect(keys).toEqual(["key-1", "key-2", "key-3", "key-4"]);
  });
});

describe("confirmations", () => {
  const findings = (caseView() as unknown as CaseView).findings;

  it("are asked for where a finding needs two people, and lapse with their finding", () => {
    expect(areAllTicked(findings, [])).toBe(false);
    expect(areAllTicked(findings, [TWO])).toBe(true);
    expect(standing(findings, [TWO, "gone:/children/9"])).toEqual([TWO]);
  });
});

it("a judgement is needed, and to decline needs a reason", () => {
  expect(missing({ approve: null, reason: "" })).toEqual(["approve"]);
  expect(missing({ approve: true, reason: "" })).toEqual([]);
  expect(missing({ approve: false, reason: " " })).toEqual(["reason"]);
});

it("a case belongs to the affair of its standard procedure", () => {
  const procedure = { kind: "application", name: "x", procedure_id: "own.x", version: 1 };

  expect(affairOf({ procedure })).toBe("own.x");
  expect(affairOf({ procedure: { ...procedure, standard_id: "child-allowance.claim" } })).toBe("child-allowance.claim");
});

describe("a grant", () => {
  const typed = { officer: "mori", role: "examiner", section: "kosodate", affair: "child-allowance.*", from: "2026-12-01", until: "" };

  it("names officer, role, section, affair and its first day", () => {
    expect(grantFaults(BLANK_GRANT)).toEqual(["officer", "role", "section", "affair", "from"]);
    expect(grantFaults(typed)).toEqual([]);
    expect(grantOf(typed)).toEqual({ ...typed, until: null });
  });

  it("does not end before it begins, nor on a day that is none", () => {
    expect(grantFaults({ ...typed, until: "2026-11-30" })).toEqual(["until"]);
    expect(grantFaults({ ...typed, until: "2027-02-30" })).toEqual(["until"]);
  });

  it("to administer is for no affair, and no other is for all", () => {
    expect(affairOfRole({ ...typed, role: "administrator" })).toBe("*");
    expect(grantFaults({ ...typed, affair: "*" })).toEqual(["affair"]);
  });

  it("that lives stands before the revoked ones of the same officer", () => {
    const row = (grant_id: string, officer: string, revoked_at: string | null) => ({ ...grantOf(typed), until: null, grant_id, officer, granted_by: "kanri", granted_at: `2026-0${grant_id}-01T00:00:00Z`, revoked_at });

    expect(inOrder([row("3", "b", null), row("1", "a", "2026-05-01T00:00:00Z"), row("2", "a", null)]).map(({ grant_id }) => grant_id)).toEqual(["2", "1", "3"]);
  });
});

it("an officer's id has small letters, digits, dots and hyphens", () => {
  expect(officerFaults({ officer: "sanjo-kosodate-3", name: "森" })).toEqual([]);
  expect(officerFaults({ officer: "Mori", name: " " })).toEqual(["officer", "name"]);
});

describe("a standing rule", () => {
  const typed = { affair: "child-allowance.claim", items: ["residence.registration", "local-tax.income"], effective_from: "", enabled: true };

  it("asks for at least one item, unless it is switched off", () => {
    expect(ruleFaults({ ...typed, items: [] })).toEqual(["items"]);
    expect(ruleFaults({ ...typed, items: [], enabled: false })).toEqual([]);
    expect(ruleFaults({ ...typed, affair: "child allowance", effective_from: "2026-02-30" })).toEqual(["affair", "effective_from"]);
  });

  it("lists its items in one order, so that the same wish is the same", () => {
    expect(ruleOf(typed)).toEqual({ affair: "child-allowance.claim", items: ["local-tax.income", "residence.registration"], effective_from: null, enabled: true });
  });
});
