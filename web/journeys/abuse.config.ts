import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** What tests/abuse looks at in a browser: a world that it has made, named by ABUSE_WORLD. */
export default defineConfig(journeys, {
  testMatch: /\.abuse\.ts$/,
  timeout: 180_000,
  outputDir: "../test-results/abuse",
  use: { trace: "off", screenshot: "off" },
});
