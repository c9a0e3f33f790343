/** Who is logged in. The token lives in this object alone; the refresh token is a cookie that no script can read. */
import { Problem, problemFrom } from "../../shared/api/problem";
import { forgetPerson, keepOnlyFor } from "./device";

export type State = "unknown" | "unreachable" | "out" | "in";
/** After her own log-out, the next person is not sent back to her pages. `stuck`: the cookie may still be alive. */
export type Left = "no" | "leaving" | "left" | "stuck";
interface Grant {
  id_token: string;
  expires_in: number;
}

const RENEW_BEFORE_MS = 60_000;
const SHORTEST_WAIT_MS = 5_000;
const CHANNEL = "madoguchi.session";

export class Session {
  state: State = "unknown";
  left: Left = "no";
  private idToken: string | null = null;
  private renewal: Promise<string | null> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly endings = new Set<() => void>();
  private readonly channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

  constructor() {
    this.channel?.addEventListener("message", () => {
      this.left = "left";
      this.end();
    });
  }

  token = (): string | null => this.idToken;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Called whenever a session ends, so that nothing of the person stays. */
  onEnd(ending: () => void): void {
    this.endings.add(ending);
  }

  /** A card has just been answered for: another person's leftovers go before anything is drawn. */
  begin(grant: Grant, accountId: string): void {
    for (const ending of this.endings) ending();
    keepOnlyFor(accountId);
    this.take(grant);
  }

  /** A fresh token from the cookie; one request however many ask. */
  renew = (): Promise<string | null> => {
    this.renewal ??= this.askForToken().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  };

  async logOut(): Promise<void> {
    this.left = "leaving";
    this.end();
    this.channel?.postMessage("out");
    const answer = await fetch("/api/session", { method: "DELETE", keepalive: true }).catch(() => null);
    this.left = answer?.ok ? "left" : "stuck";
    this.become(this.state);
  }

  private async askForToken(): Promise<string | null> {
    try {
      const response = await fetch("/api/session", { method: "POST" });
      if (response.ok) return this.take((await response.json()) as Grant);
      const problem = problemFrom(response, null);
      if (problem.retryable) throw problem;
      this.expire();
      return null;
    } catch (fault) {
      if (this.state === "unknown") this.become("unreachable");
      throw fault instanceof Problem ? fault : new Problem("network", 0);
    }
  }

  private take(grant: Grant): string {
    this.idToken = grant.id_token;
    this.left = "no";
    clearTimeout(this.timer);
    const wait = Math.max(grant.expires_in * 1000 - RENEW_BEFORE_MS, SHORTEST_WAIT_MS);
    this.timer = setTimeout(() => void this.renew().catch(() => undefined), wait);
    this.become("in");
    return grant.id_token;
  }

  /** The session ran out by itself: unsaved work of this tab waits for the same person. */
  private expire(): void {
    clearTimeout(this.timer);
    this.idToken = null;
    for (const ending of this.endings) ending();
    this.become("out");
  }

  private end(): void {
    forgetPerson();
    this.expire();
  }

  private become(state: State): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

export const session = new Session();
