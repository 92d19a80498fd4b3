import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { Person } from "./person.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const OUT = process.env.JOURNEY_SCREENS;
/** Every width and every theme is judged once; pictures are taken of all four. */
const LOOKS = [
  { width: 390, theme: "light", judged: true },
  { width: 390, theme: "dark", judged: false },
  { width: 1440, theme: "light", judged: false },
  { width: 1440, theme: "dark", judged: true },
];

async function check(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  for (const { width, theme, judged } of LOOKS) {
    if (!judged && !OUT) continue;
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate((value) => document.documentElement.setAttribute("data-theme", value), theme);
    // Colours on their way from one theme to the other are nobody's.
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))));
    if (OUT) await page.screenshot({ path: `${OUT}/${name.replaceAll("/", "_")}-${theme}-${width}.png` });
    if (!judged) continue;
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    expect(violations.map(({ id, nodes }) => `${name} ${theme} ${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  }
}

test("what visitors see has no accessibility violation", async ({ browser }) => {
  const visitor = await Person.at(browser, "eu-central");
  for (const path of ["/accounts/login", "/accounts/signup", "/nobody.by.this.name"]) {
    await visitor.open(path);
    await check(visitor.page, `visitor${path}`);
  }
  expect(visitor.complaints).toEqual([]);
});

test("what somebody sees who is new has no accessibility violation", async ({ browser }) => {
  const alice = await (await Person.at(browser, "eu-central")).signUp();
  for (const path of [
    "/",
    "/create",
    ...["profile", "sessions", "language", "appearance"].map((name) => `/settings/${name}`),
  ]) {
    await alice.open(path);
    await check(alice.page, path === "/" ? "home-empty" : path);
  }
  expect(alice.complaints).toEqual([]);
});

test("what somebody sees who has published has no accessibility violation", async ({ browser }) => {
  const alice = await (await Person.at(browser, "ap-northeast")).signUp();
  const { page } = alice;
  await alice.publish(["plain.jpg", "phone.jpg"], "A post to look at, with #tags and @somebody.");
  await check(page, "home");
  await alice.open(`/${alice.username}`);
  await check(page, "profile");
  await page.locator("a[href^='/p/']").first().click();
  await page.getByRole("dialog").getByRole("article").waitFor();
  await check(page, "post-modal");
  await page.reload();
  await page.getByRole("article").first().waitFor();
  await check(page, "post-page");
  expect(alice.complaints).toEqual([]);
});
