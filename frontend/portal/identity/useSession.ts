/** The session's state inside components. */
import { useSyncExternalStore } from "react";
import { session, type Left, type State } from "./session";

export function useSession(): State {
  return useSyncExternalStore(session.subscribe, () => session.state);
}

export function useLeft(): Left {
  return useSyncExternalStore(session.subscribe, () => session.left);
}
