import { describe, expect, it } from "vitest";
import { texts as consoleFrame } from "../console/identity/texts";
import { texts as municipal } from "../console/municipal/texts";
import { texts as ui } from "../shared/i18n/texts";
import { texts as applications } from "./applications/texts";
import { texts as identity } from "./identity/texts";
import { texts as ledger } from "./ledger/texts";
import { texts as notices } from "./notices/texts";
import { texts as procedures } from "./procedures/texts";
import { texts as portal } from "./texts";

const ALL = { ui, portal, identity, procedures, applications, notices, ledger, consoleFrame, municipal };

function leaves(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as object).flatMap(([name, inside]) => leaves(inside, `${path}.${name}`));
}

const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe.each(Object.entries(ALL))("the texts of %s", (_, texts) => {
  const [ja, en] = [new Map(leaves(texts.ja)), new Map(leaves(texts.en))];

  it("are there in both languages", () => {
    expect([...ja.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it("take the same values in both languages", () => {
    for (const [path, text] of ja) {
      const isFree = /count|sexes/.test(path + text);
      if (!isFree) expect(places(en.get(path)!).filter((name) => places(text).includes(name)), path).toEqual(places(en.get(path)!));
    }
  });

  it("never use the reserved word for a value", () => {
    for (const [path, text] of [...ja, ...en]) expect(text, path).not.toMatch(/\{\{\s*\}\}/);
  });
});
