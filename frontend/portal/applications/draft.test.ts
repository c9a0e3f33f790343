import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../shared/api/problem";
import type { Answers } from "../../shared/forms/pointer";
import type { Application } from "../api/types";
import { forgetPerson, recall } from "../identity/device";
import { Draft } from "./draft";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function application(version: number, answers: Answers): Application {
  return { application_id: "app-1", status: "draft", version, answers } as unknown as Application;
}

/** A door that keeps one application, as the service does. */
class Door {
  held = application(1, { name: "髙野" });
  faults: Problem[] = [];
  saves: { version: number; answers: Answers }[] = [];

  save = async (version: number, answers: Answers): Promise<Application> => {
    this.saves.push({ version, answers });
    const fault = this.faults.shift();
    if (fault) throw fault;
    if (version !== this.held.version) throw new Problem("precondition-failed", 412);
    this.held = application(version + 1, answers);
    return this.held;
  };

  latest = async (): Promise<Application> => this.held;
}

const pause = () => vi.advanceTimersByTimeAsync(1_000);

describe("a draft", () => {
  it("saves by itself after a pause, once, under the version it changes", async () => {
    const door = new Door();
    const draft = new Draft(door.held, door);

    draft.change({ name: "髙野", kana: "タ" });
    draft.change({ name: "髙野", kana: "タカノ" });
    await pause();

    expect(door.saves).toEqual([{ version: 1, answers: { name: "髙野", kana: "タカノ" } }]);
    expect(draft.state).toBe("saved");
    expect(recall("draft.app-1")).toBeNull();
  });

  it("saves again what was typed while it was being saved", async () => {
    const door = new Door();
    const draft = new Draft(door.held, door);
    draft.change({ name: "a" });
    const first = draft.flush();
    const second = draft.flush();
    draft.change({ name: "ab" });

    await Promise.all([first, second]);
    await pause();

    expect(door.saves.map(({ version, answers }) => [version, answers.name])).toEqual([[1, "a"], [2, "ab"]]);
    expect(draft.state).toBe("saved");
  });

  it("loses nothing when the network fails, and tries again by itself", async () => {
    const door = new Door();
    door.faults = [new Problem("network", 0)];
    const draft = new Draft(door.held, door);
    draft.change({ name: "typed offline" });

    await pause();
    expect(draft.state).toBe("failed");
    expect(recall<{ answers: Answers }>("draft.app-1")?.answers).toEqual({ name: "typed offline" });
    await vi.advanceTimersByTimeAsync(6_000);

    expect(draft.state).toBe("saved");
    expect(door.held.answers).toEqual({ name: "typed offline" });
  });

  it("after a reload begins with what had not been saved, and saves it", async () => {
    const door = new Door();
    door.faults = [new Problem("network", 0)];
    const lost = new Draft(door.held, door);
    lost.change({ name: "before the reload" });
    await pause();
    lost.stop();

    const draft = new Draft(door.held, door);
    expect(draft.answers).toEqual({ name: "before the reload" });
    await pause();

    expect(door.held.answers).toEqual({ name: "before the reload" });
  });

  it("is not bothered by a new version that changed nothing of hers", async () => {
    const door = new Door();
    const draft = new Draft(door.held, door);
    door.held = application(7, { name: "髙野" });

    draft.change({ name: "髙野　みどり" });
    await pause();
    await pause();

    expect(draft.state).toBe("saved");
    expect(door.held).toMatchObject({ version: 8, answers: { name: "髙野　みどり" } });
  });

  it("lets her choose when another screen changed the same draft", async () => {
    const door = new Door();
    const draft = new Draft(door.held, door);
    door.held = application(5, { name: "from the other screen" });

    draft.change({ name: "from here" });
    await pause();
    expect(draft.state).toBe("conflict");
    expect(await draft.flush()).toBe(false);
    expect(draft.answers).toEqual({ name: "from here" });
    await draft.keepMine();

    expect(draft.state).toBe("saved");
    expect(door.held.answers).toEqual({ name: "from here" });
  });

  it("can take the other version instead", async () => {
    const door = new Door();
    const draft = new Draft(door.held, door);
    door.held = application(5, { name: "from the other screen" });
    draft.change({ name: "from here" });
    await pause();

    draft.takeTheirs();

    expect(draft.answers).toEqual({ name: "from the other screen" });
    expect(recall("draft.app-1")).toBeNull();
  });

  it("keeps a refused save on the screen and does not repeat it", async () => {
    const door = new Door();
    door.faults = [new Problem("not-editable", 422, { errors: [{ field: "/answers/name", reason: "not-editable", message: "x" }] })];
    const draft = new Draft(door.held, door);

    draft.change({ name: "not allowed" });
    await vi.advanceTimersByTimeAsync(20_000);

    expect(draft.problem?.kind).toBe("not-editable");
    expect(door.saves).toHaveLength(1);
    expect(draft.answers).toEqual({ name: "not allowed" });
  });

  it("sends no answer of a hidden question", async () => {
    const door = new Door();
    const draft = new Draft(door.held, door);
    draft.prune = ({ hidden: _, ...rest }) => rest;

    draft.change({ name: "x", hidden: "kept here" });
    await pause();

    expect(door.held.answers).toEqual({ name: "x" });
    expect(draft.answers).toEqual({ name: "x", hidden: "kept here" });
    expect(draft.state).toBe("saved");
  });

  it("leaves nothing in the tab once its person has left", () => {
    const door = new Door();
    new Draft(door.held, door).change({ name: "private" });

    forgetPerson();

    expect(Object.keys(sessionStorage)).toEqual([]);
  });
});
