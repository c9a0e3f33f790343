/**
 * Software cards for the local stage, opened in the browser with WebCrypto.
 *
 * Only a build with VITE_STAGE=local contains this file. A file can be tried without limit by whoever holds it,
 * a chip cannot: the tries are counted here as the chip counts them, and forgotten with the page.
 */
import { fromBase64, type Bytes } from "../portal/identity/bytes";
import { CardError, type CardChoice, type CardReader } from "../portal/identity/reader";

interface SealedKey {
  kdf: string;
  iterations: number;
  salt: string;
  iv: string;
  ciphertext: string;
}

interface Half {
  certificate: string;
  key: SealedKey;
}

export interface SoftwareCard {
  card_id: string;
  label: string;
  authentication: Half;
  signing?: Half | null;
}

type Purpose = "authentication" | "signing";
type Listed = { card_id: string; label?: string; path?: string; file?: string };

const TRIES: Record<Purpose, number> = { authentication: 3, signing: 5 };
const CARDS = "/sandbox/cards/";
const TAG_ALGORITHM = { name: "AES-GCM", length: 256 } as const;
const SIGNATURE = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

export class SandboxReader implements CardReader {
  readonly notice = {
    ja: "練習用のカードです。ここにあるのは架空の人のカードだけで、本物のカードは使いません。",
    en: "Practice cards: they belong to invented people. No real card is used here.",
  };
  private card: SoftwareCard | null = null;
  private readonly wrong = new Map<string, number>();
  private readonly load: typeof fetch;

  constructor(load: typeof fetch = (...request) => fetch(...request)) {
    this.load = load;
  }

  async listCards(): Promise<CardChoice[]> {
    const listed = (await this.read("index.json")) as Listed[] | { cards: Listed[] };
    const cards = Array.isArray(listed) ? listed : listed.cards;
    return cards.map(({ card_id, label }) => ({ card_id, label: label ?? card_id }));
  }

  async chooseCard(cardId: string): Promise<void> {
    this.card = (await this.read(`${encodeURIComponent(cardId)}.json`)) as SoftwareCard;
  }

  async readAuthenticationCertificate(): Promise<string> {
    return this.half("authentication").certificate;
  }

  async signAuthentication(pin: string, bytes: Uint8Array): Promise<Uint8Array> {
    return this.signWith("authentication", pin, bytes);
  }

  async readSigningCertificate(pin: string): Promise<string> {
    await this.unlock("signing", pin);
    return this.half("signing").certificate;
  }

  async sign(pin: string, bytes: Uint8Array): Promise<Uint8Array> {
    return this.signWith("signing", pin, bytes);
  }

  private async signWith(purpose: Purpose, pin: string, bytes: Uint8Array): Promise<Uint8Array> {
    const key = await this.unlock(purpose, pin);
    return new Uint8Array(await crypto.subtle.sign(SIGNATURE, key, bytes as Bytes));
  }

  private async unlock(purpose: Purpose, pin: string): Promise<CryptoKey> {
    const { key } = this.half(purpose);
    const name = `${this.card?.card_id} ${purpose}`;
    const wrong = this.wrong.get(name) ?? 0;
    if (wrong >= TRIES[purpose]) throw new CardError("locked", 0);
    const plain = await open(key, pin);
    if (plain === null) {
      this.wrong.set(name, wrong + 1);
      const left = TRIES[purpose] - wrong - 1;
      throw new CardError(left > 0 ? "wrong-pin" : "locked", left);
    }
    this.wrong.delete(name);
    return crypto.subtle.importKey("pkcs8", plain, SIGNATURE, false, ["sign"]);
  }

  private half(purpose: Purpose): Half {
    if (!this.card) throw new CardError("no-card");
    const half = this.card[purpose];
    if (!half) throw new CardError("no-signing-certificate");
    return half;
  }

  private async read(name: string): Promise<unknown> {
    const response = await this.load(CARDS + name);
    if (!response.ok) throw new CardError("no-card");
    return response.json();
  }
}

/** The PKCS#8 key, or null when the PIN does not open it. */
async function open(sealed: SealedKey, pin: string): Promise<ArrayBuffer | null> {
  const password = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  const stretching = { name: "PBKDF2", hash: "SHA-256", salt: fromBase64(sealed.salt), iterations: sealed.iterations };
  const key = await crypto.subtle.deriveKey(stretching, password, TAG_ALGORITHM, false, ["decrypt"]);
  try {
    return await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(sealed.iv) }, key, fromBase64(sealed.ciphertext));
  } catch {
    return null;
  }
}
