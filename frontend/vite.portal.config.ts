import { defineConfig } from "vite";
import { webBuild } from "./vite.shared.ts";

export default defineConfig(webBuild("portal", "/"));
