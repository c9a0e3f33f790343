/** What the portal needs of a card reader. The two certificates stand apart: one says who she is, one signs. */
import type { DataText } from "../../shared/i18n/setup";

export interface CardChoice {
  card_id: string;
  label: DataText;
}

export interface CardReader {
  /** Said beside the reader, when it is no real one. */
  readonly notice?: DataText;
  /** Only where several cards lie at hand; a real reader has the one on it. */
  listCards?(): Promise<CardChoice[]>;
  chooseCard?(cardId: string): Promise<void>;
  /** DER, base64. */
  readAuthenticationCertificate(pin?: string): Promise<string>;
  /** RSASSA-PKCS1-v1_5 with SHA-256 over the bytes. */
  signAuthentication(pin: string, bytes: Uint8Array): Promise<Uint8Array>;
  readSigningCertificate(pin: string): Promise<string>;
  sign(pin: string, bytes: Uint8Array): Promise<Uint8Array>;
}

export type CardFault = "wrong-pin" | "locked" | "no-card" | "no-reader" | "no-signing-certificate" | "cancelled" | "failed";

export class CardError extends Error {
  readonly fault: CardFault;
  readonly triesLeft: number | null;

  constructor(fault: CardFault, triesLeft: number | null = null) {
    super(fault);
    this.name = "CardError";
    this.fault = fault;
    this.triesLeft = triesLeft;
  }
}

/** The authentication PIN has 4 digits; the signing password 6 to 16 capital letters and digits. */
export const AUTHENTICATION_PIN = /^\d{4}$/;
export const SIGNING_PIN = /^[A-Z0-9]{6,16}$/;

export async function openReader(): Promise<CardReader> {
  if (import.meta.env.VITE_STAGE === "local") {
    const { SandboxReader } = await import("../../sandbox-reader/reader");
    return new SandboxReader();
  }
  const { NativeCardReader } = await import("./nativeReader");
  return new NativeCardReader();
}
