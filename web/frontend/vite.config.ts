import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { CHUNKS } from "./build/chunks.ts";
import { entranceTexts } from "./build/entrance-texts.ts";
import { precompress } from "./build/precompress.ts";
import { serviceWorker } from "./build/service-worker.ts";
import { shell } from "./build/shell.ts";
import { stylesAsFiles } from "./build/styles-as-files.ts";

export default defineConfig({
  plugins: [react(), entranceTexts(), stylesAsFiles(), shell(), serviceWorker(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  build: {
    manifest: true,
    target: "es2023",
    assetsInlineLimit: 0,
    rolldownOptions: { input: "src/main.tsx", output: { codeSplitting: { groups: CHUNKS } } },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["testing/setup.ts"],
    restoreMocks: true,
    maxWorkers: 2,
  },
});
