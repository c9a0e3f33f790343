import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { recall, remember } from "./device";
import { placeAfter } from "./Login";
import { Session } from "./session";

const grant = (token: string, seconds = 300) => ({ id_token: token, expires_in: seconds });
let answers: (() => Promise<Response>)[] = [];
let asked: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  tabs();
  answers = [];
  asked = [];
  vi.stubGlobal("fetch", async (url: string, request: RequestInit) => {
    asked.push(`${request.method} ${url}`);
    return (await answers.shift()?.()) ?? new Response(null, { status: 204 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a session", () => {
  it("comes back from its cookie after a reload", async () => {
    answers = [async () => Response.json(grant("fresh"))];
    const session = new Session();

    await session.renew();

    expect(session.state).toBe("in");
    expect(session.token()).toBe("fresh");
  });

  it("asks once, however many need a token", async () => {
    answers = [async () => Response.json(grant("fresh"))];
    const session = new Session();

    expect(await Promise.all([session.renew(), session.renew(), session.renew()])).toEqual(["fresh", "fresh", "fresh"]);
    expect(asked).toEqual(["POST /api/session"]);
  });

  it("is renewed before it runs out", async () => {
    answers = [async () => Response.json(grant("second"))];
    const session = new Session();
    session.begin(grant("first"), "account-1");

    await vi.advanceTimersByTimeAsync(241_000);

    expect(session.token()).toBe("second");
  });

  it("is out when the cookie no longer counts", async () => {
    answers = [async () => Response.json({}, { status: 401 })];
    const session = new Session();

    expect(await session.renew()).toBeNull();
    expect(session.state).toBe("out");
  });

  it("is not taken for ended when nobody answers", async () => {
    answers = [async () => Promise.reject(new TypeError("offline"))];
    const session = new Session();

    await expect(session.renew()).rejects.toMatchObject({ kind: "network" });
    expect(session.state).toBe("unreachable");
  });

  it("leaves nothing of the person when she logs out", async () => {
    const session = new Session();
    const ended = vi.fn();
    session.onEnd(ended);
    session.begin(grant("hers"), "account-1");
    remember("draft.app-1", { answers: { name: "private" } });
    ended.mockClear();

    await session.logOut();

    expect(session.token()).toBeNull();
    expect(session.state).toBe("out");
    expect(Object.keys(sessionStorage)).toEqual([]);
    expect(ended).toHaveBeenCalled();
    expect(asked).toContain("DELETE /api/session");
  });

  it("does not say that she has left before the server has cleared her cookie", async () => {
    answers = [async () => Promise.reject(new TypeError("offline")), async () => new Response(null, { status: 204 })];
    const session = new Session();
    session.begin(grant("hers"), "account-1");

    const leaving = session.logOut();
    expect(session.left).toBe("leaving");
    await leaving;
    expect(session.left).toBe("stuck");
    await session.logOut();
    expect(session.left).toBe("left");
  });

  it("shows the next person nothing of the one before, even without a log-out", () => {
    const session = new Session();
    session.begin(grant("hers"), "account-1");
    remember("draft.app-1", { answers: { name: "private" } });

    session.begin(grant("his"), "account-2");

    expect(recall("draft.app-1")).toBeNull();
  });

  it("gives the same person her unsaved work back", () => {
    const session = new Session();
    session.begin(grant("hers"), "account-1");
    remember("draft.app-1", { answers: { name: "mine" } });

    session.begin(grant("hers again"), "account-1");

    expect(recall("draft.app-1")).toEqual({ answers: { name: "mine" } });
  });
});

/** Two tabs of one browser hear each other, and nobody else. */
function tabs(): void {
  const open = new Set<{ hear: Set<(event: { data: unknown }) => void> }>();
  class Channel {
    hear = new Set<(event: { data: unknown }) => void>();
    constructor() {
      open.add(this);
    }
    addEventListener(_: string, hear: (event: { data: unknown }) => void) {
      this.hear.add(hear);
    }
    removeEventListener(_: string, hear: (event: { data: unknown }) => void) {
      this.hear.delete(hear);
    }
    postMessage(data: unknown) {
      for (const other of open) if (other !== this) for (const hear of [...other.hear]) hear({ data });
    }
  }
  vi.stubGlobal("BroadcastChannel", Channel);
}

describe("a page that opens", () => {
  it("is logged out, and ends what a closed tab left behind", async () => {
    const session = new Session();

    const resumed = session.resume();
    await vi.advanceTimersByTimeAsync(300);
    await resumed;

    expect(session.state).toBe("out");
    expect(asked).toEqual(["DELETE /api/session"]);
  });

  it("goes on after a reload", async () => {
    answers = [async () => Response.json(grant("fresh"))];
    new Session().begin(grant("hers"), "account-1");
    const session = new Session();

    await session.resume();

    expect(session.token()).toBe("fresh");
  });

  it("goes on beside another open tab of the same visit", async () => {
    new Session().begin(grant("hers"), "account-1");
    sessionStorage.clear();
    answers = [async () => Response.json(grant("fresh"))];
    const session = new Session();

    await session.resume();

    expect(session.token()).toBe("fresh");
  });

  it("is not let in by another tab that is logged out", async () => {
    new Session();
    const session = new Session();

    const resumed = session.resume();
    await vi.advanceTimersByTimeAsync(300);
    await resumed;

    expect(session.state).toBe("out");
  });

  it("is logged out after a log-out in the same tab", async () => {
    const first = new Session();
    first.begin(grant("hers"), "account-1");
    await first.logOut();
    asked = [];
    const session = new Session();

    const resumed = session.resume();
    await vi.advanceTimersByTimeAsync(300);
    await resumed;

    expect(asked).toEqual(["DELETE /api/session"]);
  });
});

describe("leaving for her", () => {
  it("saves first, then forgets everything", async () => {
    const session = new Session();
    session.begin(grant("hers"), "account-1");
    remember("draft.app-1", { answers: { name: "typed" } });
    session.onLeave(async () => {
      asked.push("saved");
      return true;
    });

    await session.leave();

    expect(asked).toEqual(["saved", "DELETE /api/session"]);
    expect(session.left).toBe("idle");
    expect(Object.keys(sessionStorage)).toEqual([]);
  });

  it.each([
    ["cannot be saved", async () => false],
    ["fails to be saved", async () => Promise.reject(new Error("offline"))],
    ["takes for ever to be saved", () => new Promise<boolean>(() => undefined)],
  ])("keeps for her alone what %s", async (_why, save) => {
    const session = new Session();
    session.begin(grant("hers"), "account-1");
    remember("draft.app-1", { answers: { name: "typed" } });
    session.onLeave(save);

    const leaving = session.leave();
    await vi.advanceTimersByTimeAsync(8_000);
    await leaving;

    expect(session.state).toBe("out");
    expect(session.left).toBe("unsaved");
    expect(recall("draft.app-1")).toEqual({ answers: { name: "typed" } });
    session.begin(grant("his"), "account-2");
    expect(recall("draft.app-1")).toBeNull();
  });

  it("says so when the cookie could not be cleared", async () => {
    answers = [async () => Promise.reject(new TypeError("offline"))];
    const session = new Session();
    session.begin(grant("hers"), "account-1");

    await session.leave();

    expect(session.left).toBe("stuck");
  });
});

it.each([
  ["/applications/abc/edit", "/applications/abc/edit"],
  ["//elsewhere.example", "/applications"],
  ["/\\elsewhere.example", "/applications"],
  ["https://elsewhere.example", "/applications"],
  [null, "/applications"],
])("after the login %s leads to %s", (next, place) => {
  expect(placeAfter(next)).toBe(place);
});
