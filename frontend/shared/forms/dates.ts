/** Japanese calendar (和暦) beside the western one; dates are plain "YYYY-MM-DD" without a zone. */

interface Era {
  name: string;
  letter: string;
  short: string;
  from: string;
}

/** Newest first. The calendar reform of 1873 is where the months begin to agree; older dates show no era. */
const ERAS: readonly Era[] = [
  { name: "令和", letter: "R", short: "令", from: "2019-05-01" },
  { name: "平成", letter: "H", short: "平", from: "1989-01-08" },
  { name: "昭和", letter: "S", short: "昭", from: "1926-12-25" },
  { name: "大正", letter: "T", short: "大", from: "1912-07-30" },
  { name: "明治", letter: "M", short: "明", from: "1873-01-01" },
];
const MEIJI_BEGAN = 1868;

function firstYear(era: Era): number {
  return era.letter === "M" ? MEIJI_BEGAN : Number(era.from.slice(0, 4));
}

export function isRealDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, day);
  return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

/** 令和8年10月19日; null for what is no date, or before the eras. */
export function eraDate(date: string): string | null {
  if (!isRealDate(date)) return null;
  const era = ERAS.find((candidate) => candidate.from <= date);
  if (!era) return null;
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const count = year - firstYear(era) + 1;
  return `${era.name}${count === 1 ? "元" : count}年${month}月${day}日`;
}

/** The western year of what was typed: 2026, ２０２６, 令和8, R8, 昭和元; null when it says no year. */
export function readYear(typed: string): number | null {
  const text = typed.normalize("NFKC").trim().toUpperCase().replace(/年$/, "");
  if (/^\d{4}$/.test(text)) return Number(text);
  const era = ERAS.find(({ name, short, letter }) => text.startsWith(name) || text.startsWith(short) || text.startsWith(letter));
  if (!era) return null;
  const rest = text.replace(era.name, "").replace(era.short, "").replace(era.letter, "").trim();
  const count = rest === "元" ? 1 : /^\d{1,2}$/.test(rest) ? Number(rest) : 0;
  return count > 0 ? firstYear(era) + count - 1 : null;
}

export interface DateParts {
  year: string;
  month: string;
  day: string;
}

/** The three parts, also of a date that is still incomplete ("2026-10-"). */
export function splitDate(date: unknown): DateParts {
  const [year = "", month = "", day = ""] = typeof date === "string" ? date.split("-") : [];
  return { year, month: month.replace(/^0(?=\d)/, ""), day: day.replace(/^0(?=\d)/, "") };
}

/** A date when all three parts make one; what was typed, joined, when they do not; undefined when all are empty. */
export function joinDate({ year, month, day }: DateParts): string | undefined {
  if (!year.trim() && !month.trim() && !day.trim()) return undefined;
  const western = readYear(year);
  return [western ?? year.trim(), twoDigits(month), twoDigits(day)].join("-");
}

function twoDigits(typed: string): string {
  const text = typed.normalize("NFKC").trim();
  return text === "" ? "" : text.padStart(2, "0");
}
