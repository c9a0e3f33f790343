/** What both web builds have in common: no inline assets and no polyfill scripts, so that the strict CSP holds. */
import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";

/** The local stage builds into its own folder, so that no two stages share files. */
const DIST = process.env.DIST_DIR ?? new URL("./dist", import.meta.url).pathname;
const API_IN_DEVELOPMENT = process.env.MADOGUCHI_MOCK ?? "http://localhost:5180";

export function webBuild(name: "portal" | "console", base: string): UserConfig {
  return {
    root: new URL(`./${name}`, import.meta.url).pathname,
    base,
    plugins: [react()],
    define: { "import.meta.env.VITE_STAGE": JSON.stringify(process.env.VITE_STAGE ?? "prod") },
    build: {
      outDir: `${DIST}/${name}`,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: "es2022",
      chunkSizeWarningLimit: 900,
    },
    server: {
      proxy: Object.fromEntries(["/api", "/sandbox", "/staff", "/cases", "/presets", "/procedures", "/standing-rules", "/_mock"].map((path) => [path, API_IN_DEVELOPMENT])),
    },
  };
}
