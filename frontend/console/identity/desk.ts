/** An unattended desk: when she is warned, and when she is out. */
import type { Ending } from "./staff";

export const IDLE_MS = 15 * 60_000;
export const WARNING_MS = 2 * 60_000;

export type Watch = { state: "in" } | { state: "warned"; why: "idle" | "expired" } | { state: "out"; why: Ending };

/** All in milliseconds of the same clock. A machine that slept finds the time gone. */
export function watch(now: number, lastActive: number, endsAt: number): Watch {
  const idleAt = lastActive + IDLE_MS;
  const why = idleAt < endsAt ? "idle" : "expired";
  const left = Math.min(idleAt, endsAt) - now;
  if (left <= 0) return { state: "out", why };
  return left <= WARNING_MS ? { state: "warned", why } : { state: "in" };
}
