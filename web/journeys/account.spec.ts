import { expect, test } from "@playwright/test";
import { join } from "node:path";
import { LOCAL, PICTURES } from "./names.ts";
import { expectPicture, PASSWORD, Person } from "./person.ts";
import { appCode } from "./totp.ts";

test("profile, language, appearance, sessions", async ({ browser }) => {
  const alice = await (await Person.at(browser, "ap-northeast")).signUp();
  const { page } = alice;

  await alice.open("/settings/profile");
  await page.getByLabel("Bio").fill("Walks, mostly.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.locator("input[type=file]").setInputFiles(join(PICTURES, "plain.jpg"));
  await page.getByRole("button", { name: "Use this photo" }).click();
  await expect(page.getByRole("button", { name: "Remove" })).toBeVisible();
  await expect(page).toHaveURL(/\/settings\/profile$/);
  await alice.open(`/${alice.username}`);
  await expect(page.getByText("Walks, mostly.")).toBeVisible();
  await expectPicture(page.locator("header").filter({ has: page.getByRole("heading", { name: alice.username }) }));

  await alice.open("/settings/appearance");
  const kept = page.waitForResponse((response) => response.url().endsWith("/me/preferences"));
  await page.getByRole("radio", { name: "Dark", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await kept;
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  await alice.open("/settings/language");
  await page.getByRole("radio", { name: "한국어" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await page.getByRole("radio", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");

  const elsewhere = await Person.at(browser, "eu-central");
  Object.assign(elsewhere, { username: alice.username });
  await elsewhere.logIn();
  await alice.open("/settings/sessions");
  await expect(page.getByText("This device")).toBeVisible();
  await page.getByRole("button", { name: /^Log out / }).click();
  await expect(page.getByRole("button", { name: /^Log out / })).toHaveCount(0);
  await expect(page.getByText("Logged out there.")).toBeVisible();
  await expect(async () => {
    await elsewhere.open("/settings/profile");
    expect(elsewhere.page.url()).toContain("/accounts/login");
  }).toPass({ timeout: 5_000 });
  expect(alice.complaints).toEqual([]);
});

test("a second factor: set up, asked for, replaced by a recovery code, switched off", async ({ browser }) => {
  const alice = await (await Person.at(browser, "eu-central")).signUp();
  const { page } = alice;
  const dialog = page.getByRole("dialog");
  const code = page.getByLabel("Code of your authenticator app");

  await alice.open("/settings/security");
  const line = page.getByRole("main").getByRole("button", { name: /^Two-factor authentication/ });
  await expect(line).toContainText("Off");
  await line.click();
  await alice.givePassword();
  await dialog.getByRole("button", { name: "Set up" }).click();
  await expect(dialog.getByRole("img", { name: "QR code" })).toBeVisible();
  const secret = await dialog.locator("code").innerText();
  await code.fill(appCode(secret));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(10);
  const recovery = await dialog.getByRole("listitem").allInnerTexts();
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await expect(line).toContainText("On");

  await alice.logOut();
  await alice.enterPassword();
  // The code of this half minute has confirmed the app; the next one is good already.
  await code.fill(appCode(secret, 1));
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(`${alice.origin}/`);

  await alice.logOut();
  await alice.enterPassword();
  await page.getByRole("button", { name: "Use a recovery code instead" }).click();
  await page.getByLabel("Recovery code").fill(recovery[0]?.toUpperCase() ?? "");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(`${alice.origin}/`);

  await alice.open("/settings/security");
  await line.click();
  await expect(dialog.getByText("9 recovery codes are left.")).toBeVisible();
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await alice.givePassword();
  await dialog.getByRole("button", { name: "Use a recovery code instead" }).click();
  await page.getByLabel("Recovery code").fill(recovery[1] ?? "");
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await expect(line).toContainText("Off");
  await alice.logOut();
  await alice.logIn();
  expect(alice.complaints).toEqual([]);
});

test("what visitors see", async ({ browser }) => {
  const alice = await (await Person.at(browser, "ap-northeast")).signUp();
  await alice.publish(["plain.jpg"], "For everybody");
  const visitor = await Person.at(browser, "eu-central");
  await expect(async () => {
    await visitor.open(`/${alice.username}`);
    await expect(visitor.page.locator("a[href^='/p/']")).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await visitor.page.locator("a[href^='/p/']").click();
  await expectPicture(visitor.page.getByRole("dialog").getByRole("article"));
  await visitor.page.reload();
  await expect(visitor.postOf("For everybody")).toBeVisible();
  await visitor.page
    .getByRole("button", { name: /^Follow/ })
    .first()
    .click();
  await expect(visitor.page.getByRole("dialog").getByText("Join in")).toBeVisible();
  const gone = await visitor.page.goto(`${LOCAL}/nobody.by.this.name`);
  expect(gone?.status()).toBe(404);
  await visitor.open("/settings/profile");
  await expect(visitor.page).toHaveURL(/\/accounts\/login/);
  expect(visitor.complaints).toEqual([]);
});

test("an account is deactivated, and back again after the next log-in", async ({ browser }) => {
  const alice = await (await Person.at(browser, "ap-northeast")).signUp();
  await alice.publish(["plain.jpg"], "Here today");
  const visitor = await Person.at(browser, "eu-central");
  const seesPosts = async (posts: number) => {
    await expect(async () => {
      await visitor.open(`/${alice.username}`);
      await expect(visitor.page.locator("a[href^='/p/']")).toHaveCount(posts, { timeout: 1_000 });
    }).toPass();
  };
  await seesPosts(1);
  const post = await visitor.page.locator("a[href^='/p/']").getAttribute("href");

  const { page } = alice;
  await alice.open("/settings/account");
  await page.getByRole("button", { name: "Deactivate account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("Log in whenever you want it back.")).toBeVisible();
  await expect(async () => {
    expect((await visitor.page.goto(`${LOCAL}/${alice.username}`))?.status()).toBe(404);
  }).toPass();
  await expect(visitor.page.getByText("This page isn't available")).toBeVisible();
  expect((await visitor.page.goto(`${LOCAL}${post ?? ""}`))?.status()).toBe(404);

  await page.getByLabel("Username or e-mail").fill(alice.username);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("button", { name: "Open it and log in" }).click();
  await expect(page.getByText("Your account is active again.")).toBeVisible();
  await alice.open(`/${alice.username}`);
  await expect(page.locator("a[href^='/p/']")).toHaveCount(1);
  await seesPosts(1);
  expect(alice.complaints).toEqual([]);
  expect(visitor.complaints).toEqual([]);
});
