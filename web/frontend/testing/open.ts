import type { Page } from "@playwright/test";
import { session } from "./fixtures.ts";
import { openSite, ORIGIN, type SiteOptions } from "./site.ts";

export const problem = (status: number, code: string) => ({
  status,
  body: { type: "about:blank", title: code, status, code },
});

/** Opens a page of the built client as somebody who is logged in. */
export async function open(page: Page, path: string, site: Partial<SiteOptions>): Promise<void> {
  await openSite(page, { session, ...site });
  await page.goto(ORIGIN + path);
  await page.locator("#main").waitFor();
}
