/** One way to call a door: language, token, one silent renewal after a 401, and every fault as a Problem. */
import createClient, { type Client } from "openapi-fetch";
import { asProblem, Problem, problemFrom } from "./problem";

export interface Identity {
  token(): string | null;
  /** A fresh token, or null when the person is logged out. */
  renew(): Promise<string | null>;
}

export interface Connection {
  baseUrl: string;
  language: () => string;
  identity: Identity;
  fetch?: typeof fetch;
}

export function connect<Paths extends {}>(connection: Connection): Client<Paths> {
  return createClient<Paths>({ baseUrl: connection.baseUrl, fetch: (request) => send(request, connection) });
}

async function send(request: Request, connection: Connection): Promise<Response> {
  const { identity } = connection;
  const again = request.clone();
  const sent = identity.token();
  const response = await once(request, sent, connection);
  if (response.status !== 401 || sent === null) return response;
  const fresh = await identity.renew();
  return fresh === null ? response : once(again, fresh, connection);
}

function once(request: Request, token: string | null, connection: Connection): Promise<Response> {
  request.headers.set("Accept-Language", connection.language());
  if (token !== null) request.headers.set("Authorization", token);
  return (connection.fetch ?? fetch)(request);
}

interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer, or a thrown Problem. */
export async function ask<T>(reply: Promise<Reply<T>>): Promise<T> {
  const { data, error, response } = await reply.catch((fault: unknown) => {
    throw fault instanceof SyntaxError ? new Problem("unexpected", 0) : asProblem(fault);
  });
  if (!response.ok) throw problemFrom(response, error);
  return data as T;
}
