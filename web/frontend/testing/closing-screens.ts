import type { Page } from "@playwright/test";
import { problem } from "./open.ts";
import type { Screen } from "./screens.ts";
import type { SiteOptions } from "./site.ts";

const DELETES_AT = "2026-12-28T12:00:00Z";

/** Answers to a log-in while the account is deactivated. */
export const closedUntil = (deletesAt: string | null): SiteOptions["api"] => ({
  "POST /auth/log-in": () => {
    const { status, body } = problem(409, "account_deactivated");
    return { status, body: { ...body, deletes_at: deletesAt } };
  },
});

const login = "/accounts/login";
const expects = /409/;

/** Leaving for a while or for good, and coming back. */
export const CLOSING_SCREENS: Record<string, Screen> = {
  "settings-account": { path: "/settings/account", site: {} },
  "settings-deactivate": { path: "/settings/account", site: {}, act: opener("Deactivate account") },
  "settings-delete": { path: "/settings/account", site: {}, act: opener("Delete account") },
  "login-deactivated": { path: `${login}?closed=deactivated`, site: {}, visitor: true },
  "login-deletion": { path: `${login}?closed=deletion`, site: {}, visitor: true },
  "login-reopen": { path: login, site: { api: closedUntil(null) }, visitor: true, act: logIn, expects },
  "login-keep": { path: login, site: { api: closedUntil(DELETES_AT) }, visitor: true, act: logIn, expects },
};

function opener(line: string) {
  return async (page: Page): Promise<void> => {
    await page.getByRole("main").getByRole("button", { name: line }).click();
    await page.getByRole("dialog").getByLabel("Password", { exact: true }).waitFor();
  };
}

export async function logIn(page: Page): Promise<void> {
  await page.getByLabel("Username or e-mail").fill("erin");
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("button", { name: "Back to log-in" }).waitFor();
}
