import { defineConfig } from "@playwright/test";
import { ARGUMENTS } from "./names.ts";

/** Real browsers on a real system: where it is comes from the environment (tests/journeys/__main__.py). */
export default defineConfig({
  testDir: ".",
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  outputDir: "../test-results/journeys",
  use: {
    ignoreHTTPSErrors: true,
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: "/usr/bin/chromium",
      args: ARGUMENTS,
    },
  },
});
