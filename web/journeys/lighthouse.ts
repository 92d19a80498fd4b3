/**
 * Lighthouse on a running system, as a phone sees it: `JOURNEY_USER=alice JOURNEY_PASSWORD=… npm run lighthouse`.
 * Prints the figures of the log-in page and, with somebody to log in as, of their profile and home.
 */
import { chromium, type BrowserContext } from "@playwright/test";
import lighthouse, { type Result } from "lighthouse";
import { ARGUMENTS, LOCAL } from "./names.ts";

const PORT = Number(process.env.JOURNEY_DEBUG_PORT ?? 9_222);
const { JOURNEY_USER: user, JOURNEY_PASSWORD: password = "" } = process.env;
const AUDITS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];

const say = (text: string) => process.stdout.write(`${text}\n`);

async function logIn(context: BrowserContext, name: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${LOCAL}/accounts/login`);
  await page.getByLabel("Username or e-mail").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(`${LOCAL}/`);
  await page.close();
}

function report(path: string, { categories, audits }: Result): void {
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round((score ?? 0) * 100)}`);
  const figures = AUDITS.map((id) => `${audits[id]?.title ?? id} ${audits[id]?.displayValue ?? "-"}`);
  say(`${path}\n  ${scores.join(", ")}\n  ${figures.join(", ")}`);
  const weighted = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
  for (const id of new Set(weighted.map((ref) => ref.id))) {
    const audit = audits[id];
    if (audit?.score === null || audit === undefined || audit.score >= 0.9) continue;
    say(`  ! ${audit.title} (${Math.round(audit.score * 100)}) ${audit.displayValue ?? ""}`);
  }
}

const context = await chromium.launchPersistentContext("", {
  executablePath: "/usr/bin/chromium",
  args: [...ARGUMENTS, `--remote-debugging-port=${PORT}`],
});
try {
  const measure = async (path: string) => {
    const done = await lighthouse(LOCAL + path, { port: PORT, disableStorageReset: true, logLevel: "error" });
    if (done) report(path, done.lhr);
  };
  await measure("/accounts/login");
  if (user) {
    await logIn(context, user);
    await measure(`/${user}`);
    await measure("/");
  }
} finally {
  await context.close();
}
