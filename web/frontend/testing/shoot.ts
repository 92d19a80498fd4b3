/** Pictures of every screen, to look at: `node testing/shoot.ts OUT [screen…]`, with the client built. */
import { chromium } from "@playwright/test";
import { session } from "./fixtures.ts";
import { SCREENS } from "./screens.ts";
import { openSite, ORIGIN } from "./site.ts";

const [out = "test-results/screens", ...names] = process.argv.slice(2);
const WIDTHS = { phone: [390, 844], desktop: [1440, 900] } as const;
const THEMES = ["light", "dark"] as const;
/** For a quick look: `LOOKS=phone-light,desktop-dark`. */
const LOOKS = process.env.LOOKS?.split(",");

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});
for (const [name, screen] of Object.entries(SCREENS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const [device, [width, height]] of Object.entries(WIDTHS)) {
    for (const theme of THEMES) {
      if (LOOKS && !LOOKS.includes(`${device}-${theme}`)) continue;
      const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) process.stderr.write(`${name}: ${message.text()}\n`);
      });
      page.on("pageerror", (error) => process.stderr.write(`${name}: ${error.message}\n`));
      await openSite(page, { session: screen.visitor ? { ...session, viewer: null } : session, theme, ...screen.site });
      await page.goto(ORIGIN + screen.path);
      await page.waitForLoadState("networkidle");
      await screen.act?.(page);
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: `${out}/${name}-${device}-${theme}.png` });
      await page.close();
    }
  }
}
await browser.close();
