/** The officer at this desk: token in memory only, gone with the page, at log-out, or when it runs out. */
import type { Officer } from "../api/types";

interface Grant {
  id_token: string;
  expires_in: number;
  officer: Officer;
}

export class StaffSession {
  officer: Officer | null = null;
  private idToken: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  token = (): string | null => this.idToken;

  /** There is no silent renewal for officers: the session ends and she logs in again. */
  renew = async (): Promise<null> => {
    this.end();
    return null;
  };

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  begin(grant: Grant): void {
    this.idToken = grant.id_token;
    this.officer = grant.officer;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), grant.expires_in * 1000);
    this.tell();
  }

  end = (): void => {
    clearTimeout(this.timer);
    this.idToken = null;
    this.officer = null;
    this.tell();
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const staff = new StaffSession();
