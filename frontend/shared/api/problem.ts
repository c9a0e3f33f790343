/** What can go wrong between the browser and a door: RFC 9457 problems, and a network that does not answer. */

export interface FieldError {
  /** JSON pointer into what was sent, or into the answers. */
  field: string;
  reason: string;
  message: string;
}

interface ProblemBody {
  type?: string;
  title?: string;
  detail?: string;
  errors?: FieldError[];
  correlation_id?: string;
}

const RETRYABLE = new Set([0, 408, 429, 500, 502, 503, 504]);

export class Problem extends Error {
  /** Stable slug: the last part of the problem's `type`, "network" when nobody answered. */
  readonly kind: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly correlationId: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(kind: string, status: number, body: ProblemBody = {}, retryAfterSeconds: number | null = null) {
    super(kind);
    this.name = "Problem";
    this.kind = kind;
    this.status = status;
    this.detail = body.detail ?? body.title ?? "";
    this.errors = body.errors ?? [];
    this.correlationId = body.correlation_id ?? null;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.status);
  }
}

export function slugOf(type: string | undefined): string {
  return type?.split("/").filter(Boolean).at(-1) ?? "";
}

/** A problem from an answer; a body that is no problem+json (a gateway's own page) still becomes one. */
export function problemFrom(response: Response, body: unknown): Problem {
  const found = typeof body === "object" && body !== null ? (body as ProblemBody) : {};
  const kind = slugOf(found.type) || (response.status === 401 ? "unauthenticated" : "unexpected");
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  const correlation = found.correlation_id ?? response.headers.get("X-Correlation-Id") ?? undefined;
  return new Problem(kind, response.status, { ...found, correlation_id: correlation }, Number.isNaN(wait) ? null : wait);
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(error instanceof TypeError ? "network" : "unexpected", 0);
}
