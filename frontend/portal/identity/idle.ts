/** Notices that nobody is there any more: a warning first, then the end. Every tab of the portal counts as one person. */

export const WARN_AFTER_MS = 13 * 60_000;
export const END_AFTER_MS = 15 * 60_000;
const TELL_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 1_000;
const SIGNS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
const CHANNEL = "madoguchi.activity";

export type Presence = "there" | "warned" | "gone";

export class IdleWatch {
  presence: Presence = "there";
  private last = Date.now();
  private told = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private channel: BroadcastChannel | null = null;
  private readonly changed: (presence: Presence) => void;

  constructor(changed: (presence: Presence) => void) {
    this.changed = changed;
  }

  /** Clocks of a machine that slept go on: time is read, never counted. */
  start(): void {
    this.last = Date.now();
    this.timer = setInterval(this.look, LOOK_EVERY_MS);
    for (const sign of SIGNS) window.addEventListener(sign, this.signOfLife, { passive: true, capture: true });
    if (typeof BroadcastChannel === "undefined") return;
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.addEventListener("message", () => this.stay());
  }

  stop(): void {
    clearInterval(this.timer);
    for (const sign of SIGNS) window.removeEventListener(sign, this.signOfLife, { capture: true });
    this.channel?.close();
    this.channel = null;
  }

  secondsLeft(): number {
    return Math.max(0, Math.ceil((this.last + END_AFTER_MS - Date.now()) / 1000));
  }

  /** She is there, and says so to her other tabs now and then. */
  present = (): void => {
    this.stay();
    if (Date.now() - this.told < TELL_EVERY_MS) return;
    this.told = Date.now();
    this.channel?.postMessage("there");
  };

  /** While the warning stands, only her own word counts: a sleeve on the keyboard is nobody. */
  private signOfLife = (): void => {
    if (this.presence === "there") this.present();
  };

  private stay(): void {
    if (this.presence === "gone") return;
    this.last = Date.now();
    this.become("there");
  }

  private look = (): void => {
    const idle = Date.now() - this.last;
    if (idle >= END_AFTER_MS) this.become("gone");
    else if (idle >= WARN_AFTER_MS) this.become("warned");
  };

  private become(presence: Presence): void {
    if (this.presence === presence) return;
    this.presence = presence;
    this.changed(presence);
  }
}
