import { beforeAll, describe, expect, it } from "vitest";
import { toBase64 } from "../portal/identity/bytes";
import { CardError } from "../portal/identity/reader";
import { SandboxReader, type SoftwareCard } from "./reader";

const PINS = { authentication: "1234", signing: "MADO1234" };
const RSA = { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };

const publicKeys = new Map<string, CryptoKey>();
let card: SoftwareCard;

async function half(purpose: "authentication" | "signing") {
  const { publicKey, privateKey } = (await crypto.subtle.generateKey(RSA, true, ["sign", "verify"])) as CryptoKeyPair;
  publicKeys.set(purpose, publicKey);
  const [salt, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))];
  const password = await crypto.subtle.importKey("raw", new TextEncoder().encode(PINS[purpose]), "PBKDF2", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: 1000 }, password, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const plain = await crypto.subtle.exportKey("pkcs8", privateKey);
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  return {
    certificate: toBase64(new TextEncoder().encode(`certificate for ${purpose}`)),
    key: { kdf: "PBKDF2-SHA256", iterations: 1000, salt: toBase64(salt), iv: toBase64(iv), ciphertext: toBase64(ciphertext) },
  };
}

beforeAll(async () => {
  card = { card_id: "test-card", label: "練習用", authentication: await half("authentication"), signing: await half("signing") };
});

function reader(files: Record<string, unknown> = {}) {
  const shelf: Record<string, unknown> = { "index.json": { cards: [{ card_id: "test-card", label: "練習用" }] }, "test-card.json": card, ...files };
  return new SandboxReader(async (url) => {
    const name = String(url).split("/").at(-1)!;
    return name in shelf ? Response.json(shelf[name]) : new Response(null, { status: 404 });
  });
}

async function chosen(files: Record<string, unknown> = {}) {
  const made = reader(files);
  await made.chooseCard("test-card");
  return made;
}

const faultOf = (act: Promise<unknown>) => act.then(() => null, (error: CardError) => ({ fault: error.fault, left: error.triesLeft }));
const bytes = new TextEncoder().encode("nonce");

describe("a software card", () => {
  it("lists the cards at hand, whichever shape the list has", async () => {
    expect(await reader().listCards()).toEqual([{ card_id: "test-card", label: "練習用" }]);
    expect(await reader({ "index.json": [{ card_id: "bare" }] }).listCards()).toEqual([{ card_id: "bare", label: "bare" }]);
  });

  it("signs with the key that its PIN opens", async () => {
    const signature = await (await chosen()).signAuthentication("1234", bytes);

    const isRight = await crypto.subtle.verify("RSASSA-PKCS1-v1_5", publicKeys.get("authentication")!, new Uint8Array(signature), bytes);
    expect(isRight).toBe(true);
  });

  it("keeps its two keys apart", async () => {
    const made = await chosen();
    const signature = await made.sign("MADO1234", bytes);

    const isLoginKey = await crypto.subtle.verify("RSASSA-PKCS1-v1_5", publicKeys.get("authentication")!, new Uint8Array(signature), bytes);
    expect(isLoginKey).toBe(false);
    expect(await faultOf(made.sign("1234", bytes))).toEqual({ fault: "wrong-pin", left: 4 });
  });

  it("gives the login certificate freely, the signing certificate only for its password", async () => {
    const made = await chosen();

    expect(await made.readAuthenticationCertificate()).toBe(card.authentication.certificate);
    expect(await faultOf(made.readSigningCertificate("WRONG123"))).toEqual({ fault: "wrong-pin", left: 4 });
    expect(await made.readSigningCertificate("MADO1234")).toBe(card.signing!.certificate);
  });

  it("locks after three wrong PINs, and then the right one does not open it", async () => {
    const made = await chosen();

    expect(await faultOf(made.signAuthentication("0000", bytes))).toEqual({ fault: "wrong-pin", left: 2 });
    expect(await faultOf(made.signAuthentication("0000", bytes))).toEqual({ fault: "wrong-pin", left: 1 });
    expect(await faultOf(made.signAuthentication("0000", bytes))).toEqual({ fault: "locked", left: 0 });
    expect(await faultOf(made.signAuthentication("1234", bytes))).toEqual({ fault: "locked", left: 0 });
    expect(await made.readSigningCertificate("MADO1234")).toBe(card.signing!.certificate);
  });

  it("forgets wrong tries after a right one", async () => {
    const made = await chosen();
    await faultOf(made.signAuthentication("0000", bytes));
    await faultOf(made.signAuthentication("0000", bytes));

    await made.signAuthentication("1234", bytes);

    expect(await faultOf(made.signAuthentication("0000", bytes))).toEqual({ fault: "wrong-pin", left: 2 });
  });

  it("may lack a signing certificate, or not be there at all", async () => {
    const young = await chosen({ "test-card.json": { ...card, signing: null } });

    expect(await faultOf(young.readSigningCertificate("MADO1234"))).toEqual({ fault: "no-signing-certificate", left: null });
    expect(await faultOf(reader().readAuthenticationCertificate())).toEqual({ fault: "no-card", left: null });
    expect(await faultOf(reader().chooseCard("nobody"))).toEqual({ fault: "no-card", left: null });
  });
});
