/** The published catalogue for development: the national presets as 三条市 would publish them. */
import { readdirSync, readFileSync } from "node:fs";

const CATALOGUE = new URL("../../layers/madoguchi/python/madoguchi/procedures/", import.meta.url);
const SANJO = { code: "152048", name: "三条市" };

interface Text {
  ja: string;
  en: string;
}

interface Preset {
  standard_id: string;
  name: Text;
  summary: Text;
  guidance?: Text;
  kind: string;
  law?: string;
  category: string;
  life_events: string[];
  assurance: string;
  phase: string;
  clocks: { deadline?: Text; standard_days?: number };
  fee_yen: number;
  documents?: { document_id: string; name: Text; why: Text; sources: { kind: string; phase?: string; slot?: string }[]; required_when?: object; optional?: boolean }[];
  advice?: { id: string; when: object; text: Text }[];
  form?: { rules: object; sections: object[]; prefill?: Record<string, string> };
  benefit?: string;
}

interface Town {
  code: string;
  name: string;
  kana: string;
  kind: string;
  prefecture: string;
}

const files = readdirSync(new URL("presets/", CATALOGUE)).filter((name) => name.endsWith(".json"));
export const presets: Preset[] = files.map((name) => JSON.parse(readFileSync(new URL(`presets/${name}`, CATALOGUE), "utf8")) as Preset);
const table = JSON.parse(readFileSync(new URL("municipalities.json", CATALOGUE), "utf8")) as {
  prefectures: Record<string, string>;
  rows: [code: string, name: string, kana: string, kind: string][];
};
const towns: Town[] = table.rows.map(([code, name, kana, kind]) => ({ code, name, kana, kind, prefecture: table.prefectures[code.slice(0, 2)] ?? "" }));

export function municipalities(q: string) {
  const kana = [...q].map((letter) => (letter >= "ァ" && letter <= "ヶ" ? String.fromCharCode(letter.charCodeAt(0) - 0x60) : letter)).join("");
  const found = towns.filter((town) => town.name.includes(q) || town.kana.includes(kana) || town.code === q);
  return { items: found.slice(0, 50).map((town) => ({ ...town, procedures: town.code === SANJO.code ? presets.length : 0 })) };
}

export function list(query: URLSearchParams, language: "ja" | "en") {
  const q = query.get("q") ?? "";
  const category = query.get("category");
  const isFound = (preset: Preset) =>
    (q === "" || preset.name.ja.includes(q) || preset.summary.ja.includes(q) || preset.name.en.toLowerCase().includes(q.toLowerCase())) &&
    (!category || preset.category === category);
  const town = query.get("municipality");
  const items = town && town !== SANJO.code ? [] : presets.filter(isFound);
  return { items: items.map((preset) => summary(preset, language)), next: null };
}

function summary(preset: Preset, language: "ja" | "en") {
  return {
    procedure_id: preset.standard_id,
    standard_id: preset.standard_id,
    name: preset.name[language],
    summary: preset.summary[language],
    kind: preset.kind,
    category: preset.category,
    life_events: preset.life_events,
    online: preset.phase === "online" && preset.form !== undefined,
    assurance: preset.assurance,
    municipality: SANJO,
  };
}

export function procedure(id: string, language: "ja" | "en") {
  const preset = presets.find((candidate) => candidate.standard_id === id);
  if (!preset) return null;
  return {
    ...summary(preset, language),
    version: 1,
    law: preset.law ?? null,
    guidance: preset.guidance?.[language] ?? null,
    clocks: { deadline: preset.clocks.deadline?.[language] ?? null, standard_days: preset.clocks.standard_days ?? null },
    fee_yen: preset.fee_yen,
    office: office(language),
    documents: (preset.documents ?? []).map((document) => paper(document, language)),
    advice: (preset.advice ?? []).map(({ id: name, when, text }) => ({ id: name, when, text: text[language] })),
    form: preset.form ? { schema: preset.form.rules, ui: preset.form.sections, prefill: preset.form.prefill ?? {} } : null,
    benefit: preset.benefit ?? null,
  };
}

function office(language: "ja" | "en") {
  return language === "ja"
    ? { name: "三条市 子育て支援課", hours: "平日 8時30分〜17時15分", phone: "0256-00-0000" }
    : { name: "Sanjo City, Child Care Section", hours: "Weekdays 8:30 to 17:15", phone: "0256-00-0000" };
}

function paper(document: NonNullable<Preset["documents"]>[number], language: "ja" | "en") {
  const isSpared = document.sources.every(({ kind, phase }) => kind === "register" || (kind === "linkage" && phase === "full"));
  const kinds = document.sources.map(({ kind }) => kind);
  return {
    document_id: document.document_id,
    name: document.name[language],
    required: !document.optional && !isSpared,
    required_when: document.required_when ?? null,
    source: !isSpared ? "attach" : kinds.includes("linkage") ? "linkage" : "register",
    slot: document.sources.find(({ kind }) => kind === "attach")?.slot ?? null,
    not_needed: isSpared,
    why: document.why[language],
  };
}
