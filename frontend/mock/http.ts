/** Small HTTP helpers of the mock: bodies, problems, files. */
import type { IncomingMessage, ServerResponse } from "node:http";

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  language: "ja" | "en";
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
  raw: Buffer;
}

export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export class Refusal extends Error {
  readonly reply: Reply;

  constructor(status: number, slug: string, detail: string, errors: object[] = []) {
    super(slug);
    const body = { type: `https://madoguchi.example/problems/${slug}`, title: slug, status, detail, errors, correlation_id: "mock-0001-correlation" };
    this.reply = { status, body, headers: { "Content-Type": "application/problem+json" } };
  }
}

export async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const url = new URL(request.url ?? "/", "http://mock.localhost");
  const isJson = (request.headers["content-type"] ?? "").includes("json");
  return {
    method: request.method ?? "GET",
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    language: (request.headers["accept-language"] ?? "ja").startsWith("en") ? "en" : "ja",
    headers: request.headers,
    body: isJson && raw.length > 0 ? JSON.parse(raw.toString()) : {},
    raw,
  };
}

export function send(response: ServerResponse, reply: Reply): void {
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store", ...reply.headers };
  response.writeHead(reply.status, headers);
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
}

/** The policy of the deployed portal and console, and Trusted Types on top. */
export const SECURITY = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};
