/** Carries out an act on a case as the officer saw it; what she typed stays when the case has moved on. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { asProblem, type Problem } from "../../shared/api/problem";
import { Commit } from "./commit";
import { remembered } from "../identity/kept";
import { caseKey } from "./queries";

/** `act` is given the key under which the door knows this wish again. `name` tells an officer's half-done acts apart. */
export function useAct<Body, Answer>(receipt: string, name: string, act: (body: Body, key: string) => Promise<Answer>, onDone: () => void) {
  const queries = useQueryClient();
  const commit = Commit.of(remembered, `${name}/${receipt}`);
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: caseKey(receipt) });
    void queries.invalidateQueries({ queryKey: ["cases"] });
  };
  const mutation = useMutation({
    mutationFn: (body: Body) => act(body, commit.keyFor(body)),
    onSuccess: () => {
      commit.done();
      onDone();
      refresh();
    },
    onError: (error) => {
      commit.refused(asProblem(error));
      if (MOVED.has(asProblem(error).status)) refresh();
    },
  });
  const problem: Problem | null = mutation.error ? asProblem(mutation.error) : null;
  return { ...mutation, problem, hasMoved: problem !== null && MOVED.has(problem.status) };
}

/** Somebody else was first: look again, then act. */
const MOVED = new Set([409, 412]);

/** The server's words for a field of the body. */
export function wordsFor(problem: Problem | null, field: string): string | undefined {
  return problem?.errors.find((error) => error.field.replace(/^\/body/, "") === field)?.message;
}
