import { act, render, renderHook, screen } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startTexts } from "../../shared/i18n/setup";
import type { Officer } from "../api/types";
import { digitsOf, grouped, weakness } from "./credentials";
import { IDLE_MS, watch, WARNING_MS } from "./desk";
import { DeskWatch } from "./DeskWatch";
import { Remembered, remembered, useKept } from "./kept";
import { mayIn, placesOf, type Role } from "./rights";
import { StaffSession, staff } from "./staff";
import { texts as identity } from "./texts";

beforeAll(() => startTexts({ identity }));
afterEach(() => {
  vi.useRealTimers();
  staff.end("left");
});

const grant = (role: Role, affair = "child-allowance.claim") => ({ section: "kosodate", affair, role, from: "2026-04-01", until: null });
const officer = (id: string, ...roles: Role[]): Officer => ({ officer: id, name: id, municipality: { code: "152048", name: "三条市" }, grants: roles.map((role) => grant(role)) });
const entry = (id: string) => ({ id_token: `token-of-${id}`, expires_in: 3600, officer: officer(id, "examiner") });

describe("a session", () => {
  it("holds its token in memory and is gone after its end", () => {
    const session = new StaffSession();
    session.begin(entry("kobayashi"));
    expect(session.token()).toBe("token-of-kobayashi");

    session.end("left");

    expect(session.token()).toBeNull();
    expect(JSON.stringify([{ ...sessionStorage }, { ...localStorage }])).not.toContain("token-of");
  });

  it("ends when the door no longer knows it, and says why", async () => {
    const session = new StaffSession();
    session.begin(entry("kobayashi"));

    expect(await session.renew()).toBeNull();

    expect(session.officer).toBeNull();
    expect(session.ending).toBe("refused");
  });

  it("is over once: what is said afterwards changes nothing", () => {
    const session = new StaffSession();
    session.begin(entry("kobayashi"));
    session.end("idle");
    session.end("left");

    expect(session.ending).toBe("idle");
  });
});

describe("what she typed", () => {
  const typed = () => remembered.get("decision/R", "nothing");
  const typing = () => {
    staff.begin(entry("kobayashi"));
    remembered.set("decision/R", "half a reason");
  };

  it("comes back after an idle log-out, for her", () => {
    typing();
    staff.end("idle");
    staff.begin(entry("kobayashi"));

    expect(typed()).toBe("half a reason");
  });

  it("is never shown to another at the same desk", () => {
    typing();
    staff.end("idle");
    staff.begin(entry("sato"));

    expect(typed()).toBe("nothing");
  });

  it("is gone when she leaves by her own press", () => {
    typing();
    staff.end("left");
    staff.begin(entry("kobayashi"));

    expect(typed()).toBe("nothing");
  });

  it("stands in the form again when its page is opened again", () => {
    staff.begin(entry("kobayashi"));
    const first = renderHook(() => useKept("reason/R", ""));
    act(() => first.result.current[1]("half"));
    first.unmount();

    expect(renderHook(() => useKept("reason/R", "")).result.current[0]).toBe("half");
  });

  it("is forgotten under one name alone", () => {
    const memory = new Remembered();
    memory.set("a", 1);
    memory.set("b", 2);
    memory.forget("a");

    expect([memory.get("a", 0), memory.get("b", 0)]).toEqual([0, 2]);
  });
});

describe("an unattended desk", () => {
  const far = 10 * IDLE_MS;

  it("warns two minutes before it is out", () => {
    expect(watch(IDLE_MS - WARNING_MS - 1, 0, far)).toEqual({ state: "in" });
    expect(watch(IDLE_MS - WARNING_MS, 0, far)).toEqual({ state: "warned", why: "idle" });
    expect(watch(IDLE_MS, 0, far)).toEqual({ state: "out", why: "idle" });
  });

  it("is out when the log-in runs out, whatever she does", () => {
    expect(watch(100_000, 100_000, 150_000)).toEqual({ state: "warned", why: "expired" });
    expect(watch(150_000, 150_000, 150_000)).toEqual({ state: "out", why: "expired" });
  });

  it("shows the warning, goes on at a key, and logs her out without one", () => {
    vi.useFakeTimers({ now: new Date("2026-11-09T01:00:00Z") });
    staff.begin(entry("kobayashi"));
    render(<DeskWatch />);

    act(() => void vi.advanceTimersByTime(IDLE_MS - WARNING_MS + 1000));
    expect(screen.getByRole("alert")).toHaveTextContent("まもなくログアウトします");

    act(() => void window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" })));
    expect(screen.queryByRole("alert")).toBeNull();
    expect(staff.officer).not.toBeNull();

    act(() => void vi.advanceTimersByTime(IDLE_MS + 1000));
    expect(staff.officer).toBeNull();
    expect(staff.ending).toBe("idle");
  });

  it("that slept past its time is out, even if a key wakes it", () => {
    vi.useFakeTimers({ now: new Date("2026-11-09T01:00:00Z") });
    staff.begin(entry("kobayashi"));
    render(<DeskWatch />);

    vi.setSystemTime(new Date("2026-11-09T01:30:00Z"));
    act(() => void window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" })));

    expect(staff.ending).toBe("idle");
  });
});

describe("what an officer types to log in", () => {
  it("is six digits, in any width and grouping", () => {
    expect(digitsOf(" １２３ ４５６ ")).toBe("123456");
    expect(digitsOf("12345")).toBeNull();
    expect(digitsOf("12345a")).toBeNull();
  });

  it("is a new password as the pool wants it, or is told what it lacks", () => {
    expect(weakness("Abcdefgh-2026")).toBeNull();
    expect(weakness("Abc-2026")).toBe("short");
    expect(weakness("Abcdefgh-ijkl")).toBe("digit");
    expect(weakness("ABCDEFGH-2026")).toBe("lower");
    expect(weakness("abcdefgh-2026")).toBe("upper");
    expect(weakness("Abcdefgh12026")).toBe("symbol");
  });

  it("is a secret that can be read aloud", () => {
    expect(grouped("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
  });
});

describe("the menu", () => {
  it("shows what her grants open", () => {
    expect(placesOf(officer("a", "examiner")).map(({ name }) => name)).toEqual(["inbox"]);
    expect(placesOf(officer("b", "approver", "author")).map(({ name }) => name)).toEqual(["inbox", "waiting", "procedures"]);
    expect(placesOf(officer("c", "administrator")).map(({ name }) => name)).toEqual(["grants"]);
    expect(placesOf(officer("d"))).toEqual([]);
  });

  it("knows a grant for a whole family of affairs", () => {
    const family = { ...officer("a"), grants: [grant("approver", "child-allowance.*")] };

    expect(mayIn(family, "child-allowance.claim", "approver")).toBe(true);
    expect(mayIn(family, "child-allowances.claim", "approver")).toBe(false);
    expect(mayIn(family, "child-allowance.claim", "examiner")).toBe(false);
  });
});
