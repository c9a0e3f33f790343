import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { END_AFTER_MS, IdleWatch, WARN_AFTER_MS, type Presence } from "./idle";

let said: Presence[] = [];
let watch: IdleWatch;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  watch = new IdleWatch((presence) => said.push(presence));
  watch.start();
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

const press = () => window.dispatchEvent(new Event("keydown"));

it("warns before it ends", () => {
  vi.advanceTimersByTime(WARN_AFTER_MS - 2_000);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(3_000);
  expect(said).toEqual(["warned"]);
  expect(watch.secondsLeft()).toBeGreaterThan(100);
  vi.advanceTimersByTime(END_AFTER_MS - WARN_AFTER_MS);
  expect(said).toEqual(["warned", "gone"]);
});

it("never warns whoever is at work", () => {
  for (let minute = 0; minute < 60; minute += 1) {
    vi.advanceTimersByTime(60_000);
    press();
  }

  expect(said).toEqual([]);
});

it("takes a key for nobody once it has warned, but her own word for herself", () => {
  vi.advanceTimersByTime(WARN_AFTER_MS + 1_000);
  press();
  expect(watch.presence).toBe("warned");

  watch.present();
  vi.advanceTimersByTime(END_AFTER_MS - WARN_AFTER_MS + 1_000);
  expect(said).toEqual(["warned", "there"]);
});

it("ends at once when the machine wakes up too late", () => {
  vi.setSystemTime(Date.now() + 2 * END_AFTER_MS);
  vi.advanceTimersByTime(1_000);

  expect(said).toEqual(["gone"]);
});

it("does not come back from the end", () => {
  vi.advanceTimersByTime(END_AFTER_MS + 1_000);
  watch.present();

  expect(watch.presence).toBe("gone");
});

it("looks no more once it is stopped", () => {
  watch.stop();
  vi.advanceTimersByTime(2 * END_AFTER_MS);

  expect(said).toEqual([]);
});
