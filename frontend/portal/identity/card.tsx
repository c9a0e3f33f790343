/** The card of the person in front of the screen: one reader for the whole visit, its signing certificate once read. */
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { openReader, type CardReader } from "./reader";
import { session } from "./session";

export interface CardDesk {
  reader(): Promise<CardReader>;
  changeCard(cardId: string): void;
  readonly chosenCard: { current: string | null };
  /** The signing certificate (base64 DER) read during this visit; no secret, but hers. */
  readonly signingCertificate: { current: string | null };
}

const Desk = createContext<CardDesk | null>(null);

function makeDesk(): CardDesk {
  let opened: Promise<CardReader> | null = null;
  const chosenCard: CardDesk["chosenCard"] = { current: null };
  const signingCertificate: CardDesk["signingCertificate"] = { current: null };
  session.onEnd(() => {
    signingCertificate.current = null;
  });
  return {
    reader: () => (opened ??= openReader()),
    changeCard(cardId) {
      if (chosenCard.current !== cardId) signingCertificate.current = null;
      chosenCard.current = cardId;
    },
    chosenCard,
    signingCertificate,
  };
}

export function CardDeskProvider({ children }: { children: ReactNode }) {
  const desk = useMemo(makeDesk, []);
  return <Desk.Provider value={desk}>{children}</Desk.Provider>;
}

export function useCardDesk(): CardDesk {
  const desk = useContext(Desk);
  if (!desk) throw new Error("no card desk around this");
  return desk;
}
