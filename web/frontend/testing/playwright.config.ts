import { defineConfig } from "@playwright/test";

/** Screens of the built client without any server: run `npm run build` first. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  timeout: 60_000,
  workers: 1,
  reporter: "list",
  use: {
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking"],
    },
    contextOptions: { reducedMotion: "reduce" },
    trace: "off",
  },
});
