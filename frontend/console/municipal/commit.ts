/** One wish, one Idempotency-Key: pressed again after a lost answer it is the same wish, changed it is another. */
import type { Problem } from "../../shared/api/problem";
import type { Remembered } from "../identity/kept";

interface Pending {
  wish: string;
  key: string;
}

export class Commit {
  private readonly memory: Remembered;
  private readonly place: string;
  private readonly draw: () => string;

  private constructor(memory: Remembered, place: string, draw: () => string) {
    this.memory = memory;
    this.place = place;
    this.draw = draw;
  }

  /** Kept in the officer's memory of this page: a log-in in between changes nothing. */
  static of(memory: Remembered, name: string, draw: () => string = () => crypto.randomUUID()): Commit {
    return new Commit(memory, `commit/${name}`, draw);
  }

  keyFor(body: unknown): string {
    const wish = JSON.stringify(body);
    const pending = this.memory.get<Pending | null>(this.place, null);
    if (pending?.wish === wish) return pending.key;
    const key = this.draw();
    this.memory.set(this.place, { wish, key });
    return key;
  }

  done(): void {
    this.memory.forget(this.place);
  }

  /** What the door understood and refused was not committed; only an answer that never came may have been. */
  refused(problem: Problem): void {
    if (!problem.retryable) this.done();
  }
}
