/** Carries out an act on a case as the officer saw it; what she typed stays when the case has moved on. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { asProblem, type Problem } from "../../shared/api/problem";
import { caseKey } from "./queries";

export function useAct<Body>(receipt: string, act: (body: Body) => Promise<unknown>) {
  const queries = useQueryClient();
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: caseKey(receipt) });
    void queries.invalidateQueries({ queryKey: ["cases"] });
  };
  const mutation = useMutation({
    mutationFn: act,
    onSuccess: refresh,
    onError: (error) => {
      if (asProblem(error).status === 412) refresh();
    },
  });
  const problem: Problem | null = mutation.error ? asProblem(mutation.error) : null;
  return { ...mutation, problem, hasMoved: problem?.status === 412 };
}

/** The server's words for a field of the body. */
export function wordsFor(problem: Problem | null, field: string): string | undefined {
  return problem?.errors.find((error) => error.field.replace(/^\/body/, "") === field)?.message;
}
