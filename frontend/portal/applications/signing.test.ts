import { describe, expect, it } from "vitest";
import type { Application, Signing } from "../api/types";
import { sha256, toBase64, toHex } from "../identity/bytes";
import { openDocument } from "./signing";

const ANSWERS = { claimant: { name: "髙野　みどり" }, children: [{ birth_date: "2026-09-28" }] };
const APPLICATION = { application_id: "app-1", answers: ANSWERS } as unknown as Application;

async function signing(change: Partial<Signing> = {}, content: unknown = { application_id: "app-1", revision: 1, answers: ANSWERS }): Promise<Signing> {
  const document = new TextEncoder().encode(JSON.stringify(content));
  const digest = await sha256(document);
  const attributes = Uint8Array.from([0x31, 0x30, 0x06, 0x09, 0x04, 0x20, ...digest, 0x05, 0x00]);
  return { document: toBase64(document), document_sha256: toHex(digest), to_be_signed: toBase64(attributes), ...change };
}

const partOf = (opening: Promise<unknown>) => opening.then(() => "opened", (error: { part?: string; name: string }) => error.part ?? error.name);

describe("what you see is what you sign", () => {
  it("opens a document that says what the screen says, and tells its fingerprint", async () => {
    const told = await signing();

    const opened = await openDocument(told, APPLICATION);

    expect(opened.answers).toEqual(ANSWERS);
    expect(opened.fingerprint).toBe(told.document_sha256);
  });

  it("takes the digest in base64 as well", async () => {
    const told = await signing();
    const digest = Uint8Array.from(told.document_sha256.match(/../g)!, (pair) => Number.parseInt(pair, 16));

    expect(await partOf(openDocument({ ...told, document_sha256: toBase64(digest) }, APPLICATION))).toBe("opened");
  });

  it("stops when the digest told is not the document's", async () => {
    expect(await partOf(openDocument(await signing({ document_sha256: "0".repeat(64) }), APPLICATION))).toBe("digest");
  });

  it("stops when the card would sign something else", async () => {
    const other = await signing({}, { application_id: "app-1", answers: { claimant: { name: "ほかの人" } } });

    expect(await partOf(openDocument({ ...(await signing()), to_be_signed: other.to_be_signed }, APPLICATION))).toBe("to-be-signed");
  });

  it("stops when the digest stands there without its DER header", async () => {
    const told = await signing();
    const digest = Uint8Array.from(told.document_sha256.match(/../g)!, (pair) => Number.parseInt(pair, 16));

    expect(await partOf(openDocument({ ...told, to_be_signed: toBase64(digest) }, APPLICATION))).toBe("to-be-signed");
  });

  it("stops when the document holds other answers, or another application", async () => {
    const richer = { application_id: "app-1", answers: { ...ANSWERS, remarks: "added on the way" } };
    const another = { application_id: "app-2", answers: ANSWERS };

    expect(await partOf(openDocument(await signing({}, richer), APPLICATION))).toBe("answers");
    expect(await partOf(openDocument(await signing({}, another), APPLICATION))).toBe("application");
    expect(await partOf(openDocument(await signing({}, ["no", "application"]), APPLICATION))).toBe("document");
  });
});
