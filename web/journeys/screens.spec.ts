import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { Person } from "./person.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const VISITOR = ["/accounts/login", "/accounts/signup", "/nobody.by.this.name"];
const OUT = process.env.JOURNEY_SCREENS;

async function check(page: Page, name: string): Promise<void> {
  for (const theme of ["light", "dark"]) {
    await page.evaluate((value) => document.documentElement.setAttribute("data-theme", value), theme);
    const axe = new AxeBuilder({ page });
    // Only colours change with the theme.
    const { violations } = await (theme === "light" ? axe.withTags(TAGS) : axe.withRules("color-contrast")).analyze();
    expect(violations.map(({ id, nodes }) => `${name} ${theme} ${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
    if (OUT)
      await page.screenshot({
        path: `${OUT}/${name.replaceAll("/", "_")}-${theme}-${page.viewportSize()?.width ?? 0}.png`,
      });
  }
}

for (const width of [390, 1440]) {
  test(`every screen at ${width} px has no accessibility violation`, async ({ browser }) => {
    const visitor = await Person.at(browser, "eu-central");
    await visitor.page.setViewportSize({ width, height: 900 });
    for (const path of VISITOR) {
      await visitor.open(path);
      await visitor.page.waitForLoadState("networkidle");
      await check(visitor.page, `visitor${path}`);
    }
    const alice = await (await Person.at(browser, "ap-northeast")).signUp();
    await alice.publish(["plain.jpg", "phone.jpg"], "A post to look at, with #tags and @somebody.");
    await alice.page.setViewportSize({ width, height: 900 });
    const grid = `/${alice.username}`;
    for (const path of [
      "/",
      grid,
      "/create",
      "/settings/profile",
      "/settings/sessions",
      "/settings/language",
      "/settings/appearance",
    ]) {
      await alice.open(path);
      await alice.page.waitForLoadState("networkidle");
      await check(alice.page, path.replace(alice.username, "profile"));
    }
    await alice.open(grid);
    await alice.page.locator("a[href^='/p/']").first().click();
    await alice.page.getByRole("dialog").getByRole("article").waitFor();
    await check(alice.page, "post-modal");
    await alice.page.reload();
    await alice.page.getByRole("article").first().waitFor();
    await check(alice.page, "post-page");
    expect([...visitor.complaints, ...alice.complaints]).toEqual([]);
  });
}
