/** TanStack Query with the house's habits: only retryable problems are asked again, nothing outlives a log-out. */
import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

const TRIES = 2;

export function shouldRetry(failures: number, error: unknown): boolean {
  return error instanceof Problem && error.retryable && failures < TRIES;
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 30_000, networkMode: "always", refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
