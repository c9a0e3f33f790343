/**
 * Keeps a draft on the server while it is typed, and never loses a letter.
 *
 * What is not saved yet also lies in this tab, until the server has it. Every save names the version it changes;
 * when somebody else changed it meanwhile, the person chooses.
 */
import { Problem } from "../../shared/api/problem";
import { isSame, type Answers } from "../../shared/forms/pointer";
import type { Application } from "../api/types";
import { forget, recall, remember } from "../identity/device";

export type SaveState = "saved" | "unsaved" | "saving" | "failed" | "conflict";

export interface DraftDoor {
  save(version: number, answers: Answers): Promise<Application>;
  latest(): Promise<Application>;
}

interface Copy {
  version: number;
  answers: Answers;
}

const PAUSE_MS = 800;
const RETRY_MS = 5_000;

export class Draft {
  answers: Answers;
  state: SaveState = "saved";
  problem: Problem | null = null;
  /** The other version, while the person has to choose. */
  other: Application | null = null;
  /** The application as the server last told it. */
  view: Application;
  /** Drops what hidden questions hold before anything is sent. */
  prune: (answers: Answers) => Answers = (answers) => answers;
  private version: number;
  private saved: Answers;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private readonly door: DraftDoor;
  private readonly listeners = new Set<() => void>();
  private snapshot = 0;

  constructor(application: Application, door: DraftDoor) {
    const copy = recall<Copy>(keyOf(application.application_id));
    this.view = application;
    this.door = door;
    this.version = copy?.version ?? application.version;
    this.saved = application.answers;
    this.answers = copy?.answers ?? application.answers;
    if (copy) this.schedule(PAUSE_MS);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): number => this.snapshot;

  change(answers: Answers): void {
    this.answers = answers;
    remember(keyOf(this.view.application_id), { version: this.version, answers } satisfies Copy);
    if (this.state !== "conflict") this.schedule(PAUSE_MS);
    this.tell();
  }

  /** Saves now; true when the server has everything that is on the screen. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (this.state === "conflict") return false;
    if (!this.isDirty()) return true;
    this.running = this.send().finally(() => {
      this.running = null;
    });
    await this.running;
    return !this.isDirty();
  }

  async keepMine(): Promise<void> {
    if (!this.other) return;
    this.adopt(this.other);
    await this.flush();
  }

  takeTheirs(): void {
    if (!this.other) return;
    this.answers = this.other.answers;
    this.adopt(this.other);
    forget(keyOf(this.view.application_id));
    this.become("saved");
  }

  /** The application changed by another of our own acts, such as an attachment. */
  async refresh(): Promise<void> {
    const application = await this.door.latest();
    if (!isSame(application.answers, this.saved)) return;
    this.adopt(application);
    this.tell();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private isDirty(): boolean {
    return !isSame(this.prune(this.answers), this.saved);
  }

  private schedule(wait: number): void {
    if (this.state !== "failed") this.state = "unsaved";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private async send(): Promise<void> {
    const sent = this.prune(this.answers);
    this.become("saving");
    try {
      this.settle(await this.door.save(this.version, sent), sent);
    } catch (fault) {
      await this.recover(fault instanceof Problem ? fault : new Problem("unexpected", 0), sent);
    }
  }

  private settle(view: Application, sent: Answers): void {
    this.view = view;
    this.version = view.version;
    this.saved = sent;
    this.problem = null;
    if (this.isDirty()) return this.schedule(PAUSE_MS);
    forget(keyOf(view.application_id));
    this.become("saved");
  }

  private async recover(problem: Problem, sent: Answers): Promise<void> {
    if (problem.status !== 412 && problem.status !== 409) return this.fail(problem);
    try {
      const latest = await this.door.latest();
      const isOursAlone = isSame(latest.answers, this.saved) || isSame(latest.answers, sent);
      if (!isOursAlone) {
        this.other = latest;
        return this.become("conflict");
      }
      this.adopt(latest);
      this.schedule(0);
      this.tell();
    } catch (fault) {
      this.fail(fault instanceof Problem ? fault : problem);
    }
  }

  private fail(problem: Problem): void {
    this.problem = problem;
    this.become("failed");
    if (problem.retryable) this.schedule((problem.retryAfterSeconds ?? 0) * 1000 || RETRY_MS);
  }

  private adopt(application: Application): void {
    this.view = application;
    this.version = application.version;
    this.saved = application.answers;
    this.other = null;
    if (this.state === "conflict") this.state = "unsaved";
  }

  private become(state: SaveState): void {
    this.state = state;
    this.tell();
  }

  private tell(): void {
    this.snapshot += 1;
    for (const listener of this.listeners) listener();
  }
}

function keyOf(applicationId: string): string {
  return `draft.${applicationId}`;
}
