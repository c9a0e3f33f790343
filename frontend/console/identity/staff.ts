/** The officer at this desk: token in memory only, gone with the page, at log-out, or when it runs out. */
import type { Officer } from "../api/types";
import { remembered } from "./kept";

interface Entry {
  id_token: string;
  expires_in: number;
  officer: Officer;
}

/** Why she is out: by her own press, after a pause, because the log-in ran out, or as the town's door no longer knew it. */
export type Ending = "left" | "idle" | "expired" | "refused";

export class StaffSession {
  officer: Officer | null = null;
  ending: Ending | null = null;
  endsAt = 0;
  private idToken: string | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  token = (): string | null => this.idToken;

  /** There is no silent renewal for officers: the session ends and she logs in again. */
  renew = async (): Promise<null> => {
    this.end("refused");
    return null;
  };

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether somebody else sat here before, whose place is not hers. */
  begin(entry: Entry): boolean {
    const isAnother = remembered.belongTo(entry.officer.officer);
    this.idToken = entry.id_token;
    this.officer = entry.officer;
    this.endsAt = this.now() + entry.expires_in * 1000;
    this.ending = null;
    this.tell();
    return isAnother;
  }

  /** Her grants as they are now. */
  learn(officer: Officer): void {
    if (this.officer?.officer !== officer.officer) return;
    this.officer = officer;
    this.tell();
  }

  /** What she typed stays for her own next log-in at this desk, unless she left by her own press. */
  end = (why: Ending): void => {
    if (this.idToken === null) return;
    if (why === "left") remembered.belongTo(null);
    this.idToken = null;
    this.officer = null;
    this.ending = why;
    this.tell();
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const staff = new StaffSession();
