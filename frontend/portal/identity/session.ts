/** Who is logged in. The token lives in this object alone; the refresh token is a cookie that no script can read. */
import { Problem, problemFrom } from "../../shared/api/problem";
import { endVisit, forgetPerson, isVisiting, keepOnlyFor, startVisit } from "./device";

export type State = "unknown" | "unreachable" | "out" | "in";
/**
 * After a log-out, the next person is not sent back to her pages. `stuck`: the cookie may still be alive. `idle`: she
 * had gone, and everything was saved; `unsaved`: not everything was.
 */
export type Left = "no" | "leaving" | "left" | "stuck" | "idle" | "unsaved";
interface Grant {
  id_token: string;
  expires_in: number;
}

const RENEW_BEFORE_MS = 60_000;
const SHORTEST_WAIT_MS = 5_000;
const CHANNEL = "madoguchi.session";
const SIBLING_WAIT_MS = 300;
const SAVE_WAIT_MS = 8_000;

export class Session {
  state: State = "unknown";
  left: Left = "no";
  private idToken: string | null = null;
  private renewal: Promise<string | null> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly endings = new Set<() => void>();
  private readonly savings = new Set<() => Promise<boolean>>();
  private readonly channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

  constructor() {
    this.channel?.addEventListener("message", ({ data }: MessageEvent<string>) => {
      if (data === "who") {
        if (this.state === "in") this.channel?.postMessage("here");
      } else if (data === "out") {
        this.left = "left";
        this.end();
      }
    });
  }

  /**
   * What a page does first. A cookie alone is no reason to be logged in: whoever sat here before may have closed the
   * tab and gone. It takes a page of the same visit: this tab's own before a reload, or another one that is open.
   */
  resume = async (): Promise<void> => {
    if (isVisiting() || (await this.hasSibling())) {
      await this.renew();
      return;
    }
    this.become("out");
    await fetch("/api/session", { method: "DELETE", keepalive: true }).catch(() => null);
  };

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

  /** Called before a session is ended for her, so that nothing she typed is lost; false: it could not be saved. */
  onLeave(save: () => Promise<boolean>): () => void {
    this.savings.add(save);
    return () => this.savings.delete(save);
  }

  /** Nobody is there: everything is saved, then it ends. What could not be saved waits in this tab for her alone. */
  async leave(): Promise<void> {
    const late = new Promise<boolean>((say) => setTimeout(() => say(false), SAVE_WAIT_MS));
    const saved = await Promise.all([...this.savings].map((save) => Promise.race([save().catch(() => false), late])));
    const isAllSaved = saved.every(Boolean);
    await this.logOut(isAllSaved);
    if (this.left !== "stuck") this.left = isAllSaved ? "idle" : "unsaved";
    this.become(this.state);
  }

  /** A fresh token from the cookie; one request however many ask. */
  renew = (): Promise<string | null> => {
    this.renewal ??= this.askForToken().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  };

  async logOut(isAllSaved = true): Promise<void> {
    this.left = "leaving";
    if (isAllSaved) this.end();
    else this.expire();
    this.channel?.postMessage("out");
    const answer = await fetch("/api/session", { method: "DELETE", keepalive: true }).catch(() => null);
    this.left = answer?.ok ? "left" : "stuck";
    this.become(this.state);
  }

  private hasSibling(): Promise<boolean> {
    const { channel } = this;
    if (!channel) return Promise.resolve(false);
    return new Promise((say) => {
      const found = ({ data }: MessageEvent<string>) => {
        if (data === "here") answer(true);
      };
      const answer = (is: boolean) => {
        channel.removeEventListener("message", found);
        say(is);
      };
      channel.addEventListener("message", found);
      channel.postMessage("who");
      setTimeout(() => answer(false), SIBLING_WAIT_MS);
    });
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
    startVisit();
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
    endVisit();
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
