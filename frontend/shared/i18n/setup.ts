/** Two languages, Japanese first; the choice is kept on this device and names no person. */
import i18next, { type Resource } from "i18next";
import { initReactI18next } from "react-i18next";
import { texts as ui } from "./texts";

export type Language = "ja" | "en";
export type Texts = Record<Language, Record<string, unknown>>;

const KEY = "madoguchi.language";

export function language(): Language {
  return i18next.language === "en" ? "en" : "ja";
}

export function setLanguage(next: Language): void {
  localStorage.setItem(KEY, next);
  void i18next.changeLanguage(next);
}

export function startTexts(byCapability: Record<string, Texts>): void {
  const all = Object.entries({ ui, ...byCapability });
  const resources: Resource = { ja: {}, en: {} };
  for (const [name, texts] of all) {
    resources.ja![name] = texts.ja as never;
    resources.en![name] = texts.en as never;
  }
  i18next.on("languageChanged", (now) => document.documentElement.setAttribute("lang", now));
  void i18next.use(initReactI18next).init({
    resources,
    lng: localStorage.getItem(KEY) === "en" ? "en" : "ja",
    fallbackLng: "ja",
    defaultNS: "ui",
    interpolation: { escapeValue: false },
  });
}

/** A text that data carries: plain, or one per language. */
export type DataText = string | Partial<Record<string, string | null>> | null | undefined;

export function read(text: DataText, now: Language = language()): string {
  if (text == null) return "";
  if (typeof text === "string") return text;
  return text[now] ?? text.ja ?? Object.values(text)[0] ?? "";
}
