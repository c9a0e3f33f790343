/** What an officer has typed and not yet committed: in this page's memory alone, hers alone, and not lost when she is logged out. */
import { useCallback, useState } from "react";

export class Remembered {
  private owner: string | null = null;
  private readonly texts = new Map<string, unknown>();

  /** Another officer at the same desk finds nothing of hers. Whether somebody else was here before. */
  belongTo(owner: string | null): boolean {
    const before = this.owner;
    if (owner !== before) this.texts.clear();
    this.owner = owner;
    return before !== null && owner !== before;
  }

  get<T>(key: string, first: T): T {
    return this.texts.has(key) ? (this.texts.get(key) as T) : first;
  }

  set(key: string, value: unknown): void {
    this.texts.set(key, value);
  }

  forget(key: string): void {
    this.texts.delete(key);
  }
}

export const remembered = new Remembered();

/** useState whose value outlives the page it stands on, until `forget`. */
export function useKept<T>(key: string, first: T): [value: T, change: (next: T) => void, forget: () => void] {
  const [value, setValue] = useState(() => remembered.get(key, first));
  const change = useCallback(
    (next: T) => {
      remembered.set(key, next);
      setValue(next);
    },
    [key],
  );
  const forget = useCallback(() => remembered.forget(key), [key]);
  return [value, change, forget];
}
