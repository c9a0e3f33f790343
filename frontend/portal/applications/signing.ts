/** What you see is what you sign: opens the document and finds its digest in the bytes that the card will sign. */
import { isObject, isSame, type Answers } from "../../shared/forms/pointer";
import type { Application, Signing } from "../api/types";
import { fromBase64, sha256, toBase64, toHex } from "../identity/bytes";

export interface OpenedDocument {
  text: string;
  content: Record<string, unknown>;
  answers: Answers;
  fingerprint: string;
}

/** The document is not what the screen shows, or not what would be signed: nothing may be signed. */
export class NotTheSame extends Error {
  readonly part: "digest" | "answers" | "application" | "to-be-signed" | "document";

  constructor(part: NotTheSame["part"]) {
    super(part);
    this.name = "NotTheSame";
    this.part = part;
  }
}

/** DER: OCTET STRING of 32 bytes, as the message digest stands among the signed attributes. */
const DIGEST_HEADER = [0x04, 0x20];

export async function openDocument(signing: Signing, application: Application): Promise<OpenedDocument> {
  const bytes = fromBase64(signing.document);
  const digest = await sha256(bytes);
  if (!isDigest(signing.document_sha256, digest)) throw new NotTheSame("digest");
  if (!holds(fromBase64(signing.to_be_signed), Uint8Array.from([...DIGEST_HEADER, ...digest]))) throw new NotTheSame("to-be-signed");
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const content: unknown = JSON.parse(text);
  if (!isObject(content) || !isObject(content.answers)) throw new NotTheSame("document");
  if (content.application_id !== application.application_id) throw new NotTheSame("application");
  if (!isSame(content.answers, application.answers)) throw new NotTheSame("answers");
  return { text, content, answers: content.answers, fingerprint: toHex(digest) };
}

function isDigest(told: string, digest: Uint8Array): boolean {
  return told.toLowerCase() === toHex(digest) || told === toBase64(digest);
}

function holds(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let start = 0; start + part.length <= bytes.length; start += 1) {
    if (part.every((byte, at) => bytes[start + at] === byte)) return true;
  }
  return false;
}
