import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { session } from "./fixtures.ts";
import { SCREENS } from "./screens.ts";
import { openSite, ORIGIN } from "./site.ts";

const LOOKS = [
  { theme: "light", width: 390, height: 844 },
  { theme: "dark", width: 1440, height: 900 },
] as const;
const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

for (const [name, screen] of Object.entries(SCREENS)) {
  for (const { theme, width, height } of LOOKS) {
    test(`${name} in ${theme} at ${width} px is accessible and silent`, async ({ page }) => {
      const said: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) said.push(`${message.text()} ${message.location().url}`);
      });
      page.on("pageerror", (error) => said.push(error.message));
      await page.setViewportSize({ width, height });
      await openSite(page, { session: screen.visitor ? { ...session, viewer: null } : session, theme, ...screen.site });
      await page.goto(ORIGIN + screen.path);
      await page.locator("#main").waitFor();
      await screen.act?.(page);
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      expect(violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)])).toEqual([]);
      expect(said.filter((text) => !screen.expects?.test(text))).toEqual([]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wider, "scrolls sideways").toBe(false);
    });
  }
}
