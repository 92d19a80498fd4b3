import { expect, test, type Page } from "@playwright/test";
import { RELAY } from "./names.ts";
import { Person } from "./person.ts";

const UNREACHABLE = /main region cannot be reached|could not see whether/;

const link = (cut: "both" | "backward" | "none") =>
  fetch(`${RELAY}/links/ap-northeast/us-east`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ cut }),
  });

test.afterEach(async () => {
  await link("none");
});

/** Clicks until the page says that it went well; what was refused meanwhile must not have happened as well. */
async function insist(page: Page, button: string, success: string): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name: button }).click({ timeout: 2_000 });
    await expect(page.getByText(success)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

test("a cut link: reading goes on, text is kept, trying again succeeds", async ({ browser }) => {
  const alice = await (await Person.at(browser, "ap-northeast")).signUp();
  const { page } = alice;
  await alice.open("/settings/profile");
  await link("both");
  await page.getByLabel("Bio").fill("Written during the cut.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(UNREACHABLE).first()).toBeVisible();
  await expect(page.getByLabel("Bio")).toHaveValue("Written during the cut.");
  const elsewhere = await alice.context.newPage();
  await elsewhere.goto(`${alice.origin}/${alice.username}`);
  await expect(elsewhere.getByRole("heading", { name: alice.username })).toBeVisible();
  await link("none");
  await insist(page, "Save", "Saved.");
  await alice.open(`/${alice.username}`);
  await expect(page.getByText("Written during the cut.")).toBeVisible();
  expect(alice.complaints).toEqual([]);
});

test("a post whose answer is lost keeps its text, and trying again publishes it once", async ({ browser }) => {
  const alice = await (await Person.at(browser, "ap-northeast")).signUp();
  const { page } = alice;
  await alice.compose(["plain.jpg"], "Sent during the cut.");
  await link("backward");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText(UNREACHABLE).first()).toBeVisible();
  await expect(page.getByLabel("Caption")).toHaveValue("Sent during the cut.");
  await link("none");
  await insist(page, "Try again", "Your post is out.");
  await alice.open(`/${alice.username}`);
  await expect(page.locator("a[href^='/p/']")).toHaveCount(1);
  expect(alice.complaints).toEqual([]);
});
