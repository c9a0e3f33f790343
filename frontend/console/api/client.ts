/** The console's connection: it lies one folder below the municipal API that serves it. */
import { ask, connect } from "../../shared/api/client";
import { makeQueryClient } from "../../shared/api/queries";
import { language } from "../../shared/i18n/setup";
import { staff } from "../identity/staff";
import type { paths } from "./types";

/** ".../v1/console/index.html" is served by ".../v1". */
export function apiBase(page: string): string {
  return new URL("../", page).href.replace(/\/$/, "");
}

export const api = connect<paths>({ baseUrl: apiBase(document.baseURI), language, identity: staff });
export const queries = makeQueryClient();
export { ask };
