import { describe, expect, it } from "vitest";
import { ask, connect } from "./client";
import type { Operation } from "./operation";
import { asProblem, Problem } from "./problem";
import { shouldRetry } from "./queries";

interface paths {
  "/things": { get: Operation<{ answer: { name: string } }> };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

function door(answers: (() => Response)[], renewed: string | null = null) {
  const seen: Request[] = [];
  let token: string | null = "old-token";
  const api = connect<paths>({
    baseUrl: "http://portal.localhost",
    language: () => "en",
    identity: {
      token: () => token,
      renew: async () => {
        token = renewed;
        return renewed;
      },
    },
    fetch: async (request) => {
      seen.push(request as Request);
      return answers.shift()!();
    },
  });
  return { get: () => ask(api.GET("/things")), seen };
}

describe("a door's answer", () => {
  it("is asked for in the reader's language, with the token", async () => {
    const { get, seen } = door([() => json(200, { name: "x" })]);

    expect(await get()).toEqual({ name: "x" });
    expect(seen[0]!.headers.get("Accept-Language")).toBe("en");
    expect(seen[0]!.headers.get("Authorization")).toBe("old-token");
  });

  it("after a 401 is asked for once more with a renewed token", async () => {
    const { get, seen } = door([() => json(401, {}), () => json(200, { name: "x" })], "new-token");

    expect(await get()).toEqual({ name: "x" });
    expect(seen[1]!.headers.get("Authorization")).toBe("new-token");
  });

  it("stays a 401 when nothing can be renewed", async () => {
    const { get, seen } = door([() => json(401, {})]);

    await expect(get()).rejects.toMatchObject({ kind: "unauthenticated", status: 401 });
    expect(seen).toHaveLength(1);
  });

  it("that is a problem carries its kind, its words, its fields and its id", async () => {
    const body = {
      type: "https://madoguchi.example/problems/invalid-answers",
      detail: "直すところがあります。",
      errors: [{ field: "/answers/name", reason: "required", message: "「氏名」を入力してください。" }],
      correlation_id: "abc-12345",
    };
    const { get } = door([() => json(422, body)]);

    await expect(get()).rejects.toMatchObject({
      kind: "invalid-answers",
      detail: "直すところがあります。",
      errors: [{ field: "/answers/name" }],
      correlationId: "abc-12345",
      retryable: false,
    });
  });

  it("that a gateway wrote itself is still a problem, and can be tried again", async () => {
    const { get } = door([() => new Response("<html>Bad gateway</html>", { status: 502, headers: { "Retry-After": "7" } })]);

    await expect(get()).rejects.toMatchObject({ kind: "unexpected", retryable: true, retryAfterSeconds: 7 });
  });

  it("that never comes is a problem of the network", async () => {
    const { get } = door([
      () => {
        throw new TypeError("Failed to fetch");
      },
    ]);

    await expect(get()).rejects.toMatchObject({ kind: "network", retryable: true });
  });
});

it("only what may pass by itself is asked for again", () => {
  expect(shouldRetry(0, new Problem("unavailable", 503))).toBe(true);
  expect(shouldRetry(2, new Problem("unavailable", 503))).toBe(false);
  expect(shouldRetry(0, new Problem("not-found", 404))).toBe(false);
  expect(asProblem(new Error("x")).kind).toBe("unexpected");
});
