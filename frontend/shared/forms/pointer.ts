/** JSON pointers (RFC 6901) over answers; every change makes a new value. */

export type Answers = Record<string, unknown>;

export function segments(pointer: string): string[] {
  const bare = pointer.replace(/^#/, "");
  if (bare === "" || bare === "/") return [];
  return bare
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function pointerOf(parts: readonly (string | number)[]): string {
  return parts.map((part) => "/" + String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("");
}

export function join(base: string, relative: string): string {
  return base + (relative === "" || relative.startsWith("/") ? relative : `/${relative}`);
}

export function get(value: unknown, pointer: string): unknown {
  let here = value;
  for (const part of segments(pointer)) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Record<string, unknown>)[part];
  }
  return here;
}

/** The value with `next` at the pointer; undefined takes the member away. */
export function set<T>(value: T, pointer: string, next: unknown): T {
  return put(value, segments(pointer), next) as T;
}

function put(value: unknown, [part, ...rest]: string[], next: unknown): unknown {
  if (part === undefined) return next;
  const inside = put(member(value, part), rest, next);
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === part ? inside : item)).concat(extra(value, part, inside));
  const copy = { ...(isObject(value) ? value : {}) } as Answers;
  if (inside === undefined) delete copy[part];
  else Object.defineProperty(copy, part, { value: inside, writable: true, enumerable: true, configurable: true });
  return copy;
}

function extra(list: unknown[], part: string, item: unknown): unknown[] {
  return Number(part) === list.length ? [item] : [];
}

function member(value: unknown, part: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, part) ? (value as Answers)[part] : undefined;
}

export function isObject(value: unknown): value is Answers {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A pointer into the answers, whether a door named it inside the request body or not. */
export function answersPointer(field: string): string {
  const bare = field.replace(/^#/, "");
  return bare === "/answers" || bare.startsWith("/answers/") ? bare.slice("/answers".length) : bare;
}

export function isWithin(pointer: string, parent: string): boolean {
  return pointer === parent || pointer.startsWith(`${parent}/`);
}

/** Equal as JSON, whatever the order of members. */
export function isSame(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
