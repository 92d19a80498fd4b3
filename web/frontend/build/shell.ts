import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

const MARKERS = ["lang", "theme", "nonce", "head", "bootstrap", "assets"];

/** Puts the page's template into the build; the BFF fills its markers. */
export function shell(): Plugin {
  return {
    name: "shell",
    apply: "build",
    async generateBundle() {
      const source = await readFile("shell.html", "utf8");
      const missing = MARKERS.filter((marker) => !source.includes(`{{${marker}}}`));
      if (missing.length > 0) this.error(`shell.html lacks ${missing.join(", ")}`);
      this.emitFile({ type: "asset", fileName: "shell.html", source });
    },
  };
}
