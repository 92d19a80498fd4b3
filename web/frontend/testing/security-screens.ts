import type { Page } from "@playwright/test";
import type { Screen } from "./screens.ts";
import type { SiteOptions } from "./site.ts";

const api: SiteOptions["api"] = {
  "POST /me/email": () => ({ status: 204 }),
  "POST /auth/password-reset": () => ({ status: 204 }),
};

/** What guards an account, and how one gets back into it. */
export const SECURITY_SCREENS: Record<string, Screen> = {
  reset: { path: "/accounts/password/reset", site: {}, visitor: true },
  "reset-code": { path: "/accounts/password/reset", site: { api }, visitor: true, act: askReset },
  "settings-security": { path: "/settings/security", site: { api } },
  "settings-email": { path: "/settings/security", site: { api }, act: opener("E-mail address") },
  "settings-email-code": { path: "/settings/security", site: { api }, act: askEmail },
  "settings-password": { path: "/settings/security", site: { api }, act: opener("Password") },
};

/** Opens the dialog behind a line of the security settings. */
function opener(line: string) {
  return async (page: Page): Promise<void> => {
    await page.getByRole("main").getByRole("button", { name: line }).click();
    await page.getByRole("dialog").waitFor();
  };
}

async function askEmail(page: Page): Promise<void> {
  await opener("E-mail address")(page);
  await page.getByLabel("New e-mail address").fill("new@example.org");
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Send a code there" }).click();
  await page.getByLabel("Code from the e-mail").waitFor();
}

async function askReset(page: Page): Promise<void> {
  await page.getByLabel("Username or e-mail").fill("erin");
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("Code from the e-mail").fill("1234");
  await page.getByRole("button", { name: "Set new password" }).click();
}
