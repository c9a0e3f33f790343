/** The card of the person in front of the screen: one reader for the whole visit, its signing certificate once read. */
import { createContext, useContext, useMemo, useRef, type ReactNode } from "react";
import { openReader, type CardReader } from "./reader";
import { session } from "./session";

export interface CardDesk {
  reader(): Promise<CardReader>;
  /** The signing certificate (base64 DER) read during this visit; no secret, but hers. */
  signingCertificate: { current: string | null };
}

const Desk = createContext<CardDesk | null>(null);

export function CardDeskProvider({ children }: { children: ReactNode }) {
  const opened = useRef<Promise<CardReader> | null>(null);
  const signingCertificate = useRef<string | null>(null);
  const desk = useMemo<CardDesk>(() => {
    session.onEnd(() => {
      signingCertificate.current = null;
    });
    const reader = () => (opened.current ??= openReader());
    return { reader, signingCertificate };
  }, []);
  return <Desk.Provider value={desk}>{children}</Desk.Provider>;
}

export function useCardDesk(): CardDesk {
  const desk = useContext(Desk);
  if (!desk) throw new Error("no card desk around this");
  return desk;
}
