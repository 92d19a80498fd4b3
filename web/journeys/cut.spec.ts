import { expect, test } from "@playwright/test";
import { RELAY } from "./names.ts";
import { Person } from "./person.ts";

const link = (cut: "both" | "none") =>
  fetch(`${RELAY}/links/ap-northeast/us-east`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ cut }),
  });

test.afterEach(async () => {
  await link("none");
});

test("a cut link: reading goes on, text is kept, trying again succeeds once", async ({ browser }) => {
  const alice = await (await Person.at(browser, "ap-northeast")).signUp();
  const { page } = alice;
  await alice.open("/settings/profile");
  await link("both");
  await page.getByLabel("Bio").fill("Written during the cut.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/main region cannot be reached|could not see whether/).first()).toBeVisible();
  await expect(page.getByLabel("Bio")).toHaveValue("Written during the cut.");
  await link("none");
  await expect(async () => {
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await alice.open(`/${alice.username}`);
  await expect(page.getByText("Written during the cut.")).toBeVisible();
});
