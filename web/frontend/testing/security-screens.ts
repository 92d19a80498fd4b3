import type { Page } from "@playwright/test";
import type { Screen } from "./screens.ts";
import { ENROLMENT, OFF, ON, RECOVERY_CODES } from "./second-factor.ts";
import type { SiteOptions } from "./site.ts";

const problem = (status: number, code: string) => ({
  status,
  body: { type: "about:blank", title: code, status, code },
});

const api: SiteOptions["api"] = {
  "POST /me/email": () => ({ status: 204 }),
  "POST /auth/password-reset": () => ({ status: 204 }),
  "POST /auth/password-reset/confirm": () => problem(403, "totp_required"),
  "POST /auth/log-in": ({ body }) =>
    Object.hasOwn(body as object, "code") ? problem(400, "totp_wrong") : problem(403, "totp_required"),
  "GET /me/second-factor": () => ({ body: OFF }),
  "POST /me/second-factor": () => ({ body: ENROLMENT }),
  "POST /me/second-factor/confirm": () => ({ body: RECOVERY_CODES }),
  "POST /me/second-factor/disable": () => problem(400, "totp_wrong"),
};

const on: SiteOptions["api"] = { ...api, "GET /me/second-factor": () => ({ body: ON }) };
const path = "/settings/security";
/** What the browser says of the refusals that belong to these screens. */
const expects = /40[03]/;

/** What guards an account, and how one gets back into it. */
export const SECURITY_SCREENS: Record<string, Screen> = {
  "login-code": { path: "/accounts/login", site: { api }, visitor: true, act: askCode, expects },
  "login-code-wrong": { path: "/accounts/login", site: { api }, visitor: true, act: enterRecoveryCode, expects },
  reset: { path: "/accounts/password/reset", site: {}, visitor: true },
  "reset-code": { path: "/accounts/password/reset", site: { api }, visitor: true, act: askReset },
  "reset-second-code": { path: "/accounts/password/reset", site: { api }, visitor: true, act: enterReset, expects },
  "settings-security": { path, site: { api } },
  "settings-security-on": { path, site: { api: on } },
  "settings-email": { path, site: { api }, act: opener("E-mail address") },
  "settings-email-code": { path, site: { api }, act: askEmail },
  "settings-password": { path, site: { api }, act: opener(/^Password/) },
  "second-factor": { path, site: { api }, act: opener(/^Two-factor/) },
  "second-factor-enrol": { path, site: { api }, act: enrol },
  "second-factor-codes": { path, site: { api }, act: confirmEnrolment },
  "second-factor-on": { path, site: { api: on }, act: openOn },
  "second-factor-turn-off": { path, site: { api: on }, act: turnOff, expects },
};

/** Opens the dialog behind a line of the security settings. */
function opener(line: string | RegExp) {
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

async function enterReset(page: Page): Promise<void> {
  await askReset(page);
  await page.getByLabel("Code from the e-mail").fill("12345678");
  await page.getByLabel("New password").fill("battery staple");
  await page.getByRole("button", { name: "Set new password" }).click();
  await page.getByLabel("Code of your authenticator app").waitFor();
}

async function askCode(page: Page): Promise<void> {
  await page.getByLabel("Username or e-mail").fill("erin");
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByLabel("Code of your authenticator app").fill("123 456");
}

async function enterRecoveryCode(page: Page): Promise<void> {
  await askCode(page);
  await page.getByRole("button", { name: "Use a recovery code instead" }).click();
  await page.getByLabel("Recovery code").fill("abcde-fghij");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("was used already").waitFor();
}

async function enrol(page: Page): Promise<void> {
  await opener(/^Two-factor/)(page);
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByRole("img", { name: "QR code" }).waitFor();
}

async function confirmEnrolment(page: Page): Promise<void> {
  await enrol(page);
  await page.getByLabel("Code of your authenticator app").fill("123456");
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText(RECOVERY_CODES.codes[0] ?? "").waitFor();
}

async function openOn(page: Page): Promise<void> {
  await opener(/^Two-factor/)(page);
  await page.getByText("8 recovery codes are left.").waitFor();
}

async function turnOff(page: Page): Promise<void> {
  await openOn(page);
  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByLabel("Code of your authenticator app").fill("123456");
  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByText("was used already").waitFor();
}
