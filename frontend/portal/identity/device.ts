/** What this tab keeps of a person, all of it gone at log-out or when somebody else logs in. */

const PREFIX = "madoguchi.person.";
const OWNER = `${PREFIX}owner`;

export function remember(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage only costs the second copy; the first is on the screen.
  }
}

export function recall<T>(key: string): T | null {
  try {
    const found = sessionStorage.getItem(PREFIX + key);
    return found === null ? null : (JSON.parse(found) as T);
  } catch {
    return null;
  }
}

export function forget(key: string): void {
  sessionStorage.removeItem(PREFIX + key);
}

export function forgetPerson(): void {
  const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  for (const key of keys) sessionStorage.removeItem(key);
}

const VISIT = "madoguchi.visit";

/** This tab belongs to a visit that began with a card; the mark goes with the tab and says nothing of anybody. */
export function startVisit(): void {
  try {
    sessionStorage.setItem(VISIT, "on");
  } catch {
    // Without a storage a reload asks for the card again.
  }
}

export function endVisit(): void {
  sessionStorage.removeItem(VISIT);
}

export function isVisiting(): boolean {
  return sessionStorage.getItem(VISIT) !== null;
}

export function keepOnlyFor(accountId: string): void {
  if (recall<string>("owner") !== accountId) forgetPerson();
  sessionStorage.setItem(OWNER, JSON.stringify(accountId));
}
