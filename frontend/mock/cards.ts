/** Software cards made at start, in the shape of the sandbox's; the certificate is the bare public key. */
import { createCipheriv, generateKeyPairSync, pbkdf2Sync, randomBytes, verify, type KeyObject } from "node:crypto";

const ITERATIONS = 1000;

export interface Person {
  card_id: string;
  label: string;
  account_id: string;
  attributes: { name: string; birth_date: string; sex: string; address: string };
  pins: { authentication: string; signing: string };
  /** The signing certificate lapsed, as it does by moving. */
  lapsed?: boolean;
}

const HOME = "新潟県三条市緑町九丁目99番9号";

export const PEOPLE: Person[] = [
  {
    card_id: "midori",
    label: "髙野みどりさんのカード",
    account_id: "acct-midori",
    attributes: { name: "髙野　みどり", birth_date: "1984-04-12", sex: "female", address: HOME },
    pins: { authentication: "1234", signing: "MADO1234" },
  },
  {
    card_id: "midori-lapsed",
    label: "髙野みどりさんのカード（署名用が失効）",
    account_id: "acct-midori",
    attributes: { name: "髙野　みどり", birth_date: "1984-04-12", sex: "female", address: HOME },
    pins: { authentication: "1234", signing: "MADO1234" },
    lapsed: true,
  },
  {
    card_id: "makoto",
    label: "髙野誠さんのカード",
    account_id: "acct-makoto",
    attributes: { name: "髙野　誠", birth_date: "1982-11-30", sex: "male", address: HOME },
    pins: { authentication: "5678", signing: "MADO5678" },
  },
];

type Purpose = "authentication" | "signing";
const holders = new Map<string, { person: Person; purpose: Purpose; key: KeyObject }>();

function half(person: Person, purpose: Purpose): object {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const certificate = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  holders.set(certificate, { person, purpose, key: publicKey });
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", pbkdf2Sync(person.pins[purpose], salt, ITERATIONS, 32, "sha256"), iv);
  const plain = privateKey.export({ type: "pkcs8", format: "der" });
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString("base64");
  const sealed = { kdf: "PBKDF2-SHA256", iterations: ITERATIONS, salt: salt.toString("base64"), iv: iv.toString("base64"), ciphertext };
  return { certificate, key: sealed };
}

export const CARDS = new Map(
  PEOPLE.map((person) => [
    person.card_id,
    { card_id: person.card_id, label: person.label, authentication: half(person, "authentication"), signing: half(person, "signing") },
  ]),
);

export function holderOf(certificate: string) {
  return holders.get(certificate);
}

export function isSigned(certificate: string, bytes: Buffer, signature: string): boolean {
  const holder = holders.get(certificate);
  return holder !== undefined && verify("sha256", bytes, holder.key, Buffer.from(signature, "base64"));
}
