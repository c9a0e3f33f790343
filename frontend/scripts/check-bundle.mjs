/**
 * Builds both pages for production into a folder of their own and proves what must be absent from them:
 * the practice reader, the mock, the console inside the portal, web fonts inside the console, inline code.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FRONTEND = fileURLToPath(new URL("..", import.meta.url));
const VITE = fileURLToPath(new URL("../../node_modules/vite/bin/vite.js", import.meta.url));
const TEXT = /\.(html|js|css|svg|json|txt)$/;

const NOWHERE = ["sandbox", "PBKDF2", "AES-GCM", "練習用のカード", "Practice cards", "_mock", "localhost:5180"];
const RULES = [
  { page: "portal", absent: [...NOWHERE, "staff/session", "職員ログイン", "package-link"] },
  { page: "console", absent: [...NOWHERE, "Noto Sans JP Variable", "@font-face", "/api/login", "signing-certificate"] },
];

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

function build(out) {
  const env = { ...process.env, VITE_STAGE: "prod", DIST_DIR: out };
  for (const { page } of RULES) {
    execFileSync(process.execPath, [VITE, "build", "--config", `vite.${page}.config.ts`, "--logLevel", "error"], { cwd: FRONTEND, env, stdio: "inherit" });
  }
}

function faultsOf({ page, absent }, out) {
  const files = filesIn(join(out, page));
  const texts = files.filter((path) => TEXT.test(path)).map((path) => [path, readFileSync(path, "utf8")]);
  const found = texts.flatMap(([path, text]) => absent.filter((word) => text.includes(word)).map((word) => `${path}: "${word}"`));
  const fonts = page === "console" ? files.filter((path) => /\.woff2?$/.test(path)) : [];
  const maps = files.filter((path) => path.endsWith(".map"));
  return [...found, ...fonts, ...maps, ...texts.flatMap(([path, text]) => (path.endsWith(".html") ? inlineIn(path, text) : []))];
}

/** The security policy allows neither inline scripts nor inline styles. */
function inlineIn(path, html) {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)].map(() => `${path}: inline script`);
  const styles = [...html.matchAll(/<style[\s>]|\sstyle=/g)].map(() => `${path}: inline style`);
  return [...scripts, ...styles];
}

const out = mkdtempSync(join(tmpdir(), "madoguchi-bundle-"));
try {
  build(out);
  const faults = RULES.flatMap((rule) => faultsOf(rule, out));
  for (const fault of faults) console.error(fault);
  console.log(faults.length === 0 ? "the production pages hold nothing that they must not" : `${faults.length} things found`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
