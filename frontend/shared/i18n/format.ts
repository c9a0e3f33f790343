/** How times, months and money read: always Asia/Tokyo, always integer yen. */
import { eraDate } from "../forms/dates";
import { language } from "./setup";

const ZONE = "Asia/Tokyo";
const locale = () => (language() === "en" ? "en-GB" : "ja-JP");

/** An instant, in Japanese time, to the minute or the second. */
export function instant(at: string, seconds = false): string {
  const form = new Intl.DateTimeFormat(locale(), {
    timeZone: ZONE,
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: seconds ? "2-digit" : undefined,
    hourCycle: "h23",
  });
  return form.format(new Date(at)) + (language() === "en" ? " JST" : "");
}

/** A calendar date, no zone: "2026-11-04". In Japanese with its era. */
export function calendarDate(date: string, era = true): string {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  if (!year || !month || !day) return date;
  const form = new Intl.DateTimeFormat(locale(), { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" });
  const plain = form.format(new Date(Date.UTC(year, month - 1, day)));
  const wareki = era && language() === "ja" ? eraDate(date.slice(0, 10)) : null;
  return wareki ? `${plain}（${wareki}）` : plain;
}

export function weekday(date: string): string {
  const form = new Intl.DateTimeFormat(locale(), { timeZone: "UTC", weekday: language() === "en" ? "long" : "short" });
  const name = form.format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
  return language() === "en" ? name : `（${name}）`;
}

/** "2026-11" as 2026年11月 or November 2026. */
export function month(text: string): string {
  const [year, index] = text.split("-").map(Number);
  if (!year || !index) return text;
  const form = new Intl.DateTimeFormat(locale(), { timeZone: "UTC", year: "numeric", month: "long" });
  return form.format(new Date(Date.UTC(year, index - 1, 1)));
}

export function yen(amount: number | null | undefined): string {
  if (amount === null || amount === undefined) return "—";
  const figure = new Intl.NumberFormat(locale()).format(amount);
  return language() === "en" ? `¥${figure}` : `${figure}円`;
}

export function fileSize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
