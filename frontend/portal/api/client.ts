/** The portal's one connection to its API: same origin, the session's token. */
import { ask, connect } from "../../shared/api/client";
import { makeQueryClient } from "../../shared/api/queries";
import { language } from "../../shared/i18n/setup";
import { session } from "../identity/session";
import type { paths } from "./types";

export const api = connect<paths>({ baseUrl: window.location.origin, language, identity: session });
export const queries = makeQueryClient();

const FOR_ANYBODY = new Set<unknown>(["municipalities", "procedures", "procedure"]);

/** Everything a door has told about a person; what anybody may read stays, since pages without her still show it. */
export function forgetAnswers(): void {
  queries.removeQueries({ predicate: ({ queryKey }) => !FOR_ANYBODY.has(queryKey[0]) });
  queries.getMutationCache().clear();
}

export { ask };
