/**
 * Serves the built pages and a stand-in of both APIs, for development and for walking the screens. Never in a build.
 *
 *   VITE_STAGE=local npm run build -w frontend && npm run mock -w frontend
 *   http://localhost:5180/  http://localhost:5180/console/index.html (kobayashi, sato, kanri; "password"; code 123456)
 */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { applications, cardFile, citizen, faults, move } from "./citizen.ts";
import { read, Refusal, SECURITY, send, type Asked, type Reply } from "./http.ts";
import { DECISION, RETURNED, tell } from "./samples.ts";
import { reset, staff } from "./staff.ts";

const PORT = Number(process.env.PORT ?? 5180);
const DIST = process.env.DIST_DIR ?? new URL("../dist", import.meta.url).pathname;
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

createServer((request, response) => {
  void read(request)
    .then((asked) => {
      const reply = answer(asked);
      if (reply) send(response, reply);
      else page(asked.path, response);
    })
    .catch((error: unknown) => {
      if (error instanceof Refusal) return send(response, error.reply);
      console.error(error);
      send(response, { status: 500, body: {} });
    });
}).listen(PORT, () => console.log(`http://localhost:${PORT}/`));

function answer(asked: Asked): Reply | null {
  if (asked.path.startsWith("/api/")) return citizen(asked);
  if (asked.path.startsWith("/sandbox/cards/")) return cardFile(asked.path.slice("/sandbox/cards/".length));
  if (asked.path.startsWith("/_uploads/")) return { status: 200, body: {} };
  if (asked.path.startsWith("/_mock/")) return steer(asked);
  return staff(asked);
}

/** What the town does, by hand: POST /_mock/{deliver|return|decide}, /_mock/fault/{name}; POST /_mock/reset gives the town its first morning back. */
function steer({ path }: Asked): Reply {
  const [, , act, name] = path.split("/");
  if (act === "fault" && name) faults.add(name);
  if (act === "reset") reset();
  for (const held of applications.values()) {
    if (held.status === "draft") continue;
    if (act === "deliver") move(held, "delivered", "delivered");
    if (act === "return") {
      held.returned = RETURNED.items;
      held.returned_message = RETURNED.message;
      move(held, "returned", "returned");
      tell(held.account, "申請に直してほしい項目があります", "三条市から、児童手当の申請について直してほしい項目の連絡がありました。\n申請の状況から、直す項目を確認してください。", held.application_id);
    }
    if (act === "decide") {
      held.decision = DECISION;
      move(held, "decided", "decided");
      tell(held.account, "児童手当の決定が届きました", "三条市が、あなたの申請について決定しました。内容は申請の状況から確認できます。", held.application_id);
    }
  }
  return { status: 204 };
}

function page(path: string, response: ServerResponse): void {
  const isConsole = path.startsWith("/console");
  const inside = normalize(isConsole ? path : `/portal${path}`);
  const file = join(DIST, inside);
  const isFile = existsSync(file) && statSync(file).isFile();
  if (!isFile && extname(path) !== "") return send(response, { status: 404, body: {} });
  const shown = isFile ? file : join(DIST, isConsole ? "console" : "portal", "index.html");
  response.writeHead(200, { ...SECURITY, "Content-Type": TYPES[extname(shown)] ?? "application/octet-stream" });
  createReadStream(shown).pipe(response);
}
