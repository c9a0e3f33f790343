/** Texts of the inbox and the case. */
import type { Texts } from "../../shared/i18n/setup";
import { en } from "./texts.en";
import { ja } from "./texts.ja";

export const texts: Texts = { ja, en };
