/** An attachment goes straight to storage: the door only learns its size and digest. */
import { Problem } from "../../shared/api/problem";
import { api, ask } from "../api/client";
import { sha256, toBase64 } from "../identity/bytes";

const MOST_BYTES = 10_000_000;
/** What a picker offers first; the door decides, and explains what it does not take. */
export const ACCEPTED = ["application/pdf", "image/jpeg", "image/png", "image/heic", "image/tiff"];

/** Headers that the browser alone may set. */
const OWN_HEADERS = new Set(["content-length", "host"]);

export function isTooLarge(file: File): boolean {
  return file.size > MOST_BYTES;
}

export async function attach(applicationId: string, slot: string, file: File): Promise<string> {
  const digest = toBase64(await sha256(await file.arrayBuffer()));
  const body = { slot, name: file.name, size: file.size, sha256: digest, content_type: file.type || "application/octet-stream" };
  const params = { path: { application_id: applicationId } };
  const { attachment_id, upload } = await ask(api.POST("/api/applications/{application_id}/attachments", { params, body }));
  try {
    await store(upload, file);
  } catch (fault) {
    await takeBack(applicationId, attachment_id);
    throw fault;
  }
  return attachment_id;
}

interface Upload {
  url: string;
  method: string;
  headers: Record<string, string>;
}

async function store(upload: Upload, file: File): Promise<void> {
  const headers = Object.fromEntries(Object.entries(upload.headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase())));
  const stored = await fetch(upload.url, { method: upload.method, headers, body: file }).catch(() => null);
  if (!stored) throw new Problem("network", 0);
  if (!stored.ok) throw new Problem("unexpected", stored.status);
}

/** What never arrived must not stand in her list as if it had. */
async function takeBack(id: string, attachment_id: string): Promise<void> {
  const path = { application_id: id, attachment_id };
  await ask(api.DELETE("/api/applications/{application_id}/attachments/{attachment_id}", { params: { path } })).catch(() => undefined);
}
