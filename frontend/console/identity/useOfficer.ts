/** The officer at this desk, as pages see her. */
import { useSyncExternalStore } from "react";
import type { Officer } from "../api/types";
import { staff } from "./staff";

export function useOfficer(): Officer | null {
  return useSyncExternalStore(staff.subscribe, () => staff.officer);
}
