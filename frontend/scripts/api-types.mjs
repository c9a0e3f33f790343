/**
 * Writes the types of both pages' doors from the checked-in OpenAPI documents; with --check it only says what is stale.
 *
 *   node scripts/api-types.mjs [--check]
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, URL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const FRONTEND = fileURLToPath(new URL("..", import.meta.url));
const DOCUMENTS = new URL("../../docs/openapi/", import.meta.url);
const DOORS = {
  portal: ["applications-public", "identity-citizen", "identity-login", "ledger-records", "notices-public", "procedures-public"],
  console: ["municipal-grants", "municipal-session", "municipal-staff", "procedures-staff"],
};
const HEAD = "/** Generated from docs/openapi by scripts/api-types.mjs: `npm run api -w frontend`. Do not edit. */\n";

async function typesOf(door) {
  return HEAD + astToString(await openapiTS(new URL(`${door}.json`, DOCUMENTS), { alphabetize: true }));
}

function heldIn(folder) {
  try {
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  } catch {
    return {};
  }
}

function write(folder, wanted) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(wanted)) writeFileSync(join(folder, name), text);
}

const stale = [];
for (const [page, doors] of Object.entries(DOORS)) {
  const folder = join(FRONTEND, page, "api/generated");
  const wanted = Object.fromEntries(await Promise.all(doors.map(async (door) => [`${door}.ts`, await typesOf(door)])));
  const held = heldIn(folder);
  const names = new Set([...Object.keys(wanted), ...Object.keys(held)]);
  stale.push(...[...names].filter((name) => wanted[name] !== held[name]).map((name) => `${page}/api/generated/${name}`));
  if (!process.argv.includes("--check")) write(folder, wanted);
}
if (process.argv.includes("--check") && stale.length > 0) {
  console.error(`${stale.join("\n")}\nno longer says what docs/openapi says: npm run api -w frontend`);
  process.exitCode = 1;
}
