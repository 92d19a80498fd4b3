import { expect, test } from "@playwright/test";
import { ownPost, post } from "./fixtures.ts";
import { open, problem } from "./open.ts";

test("an edited caption shows on the page, and a post that was changed elsewhere is looked at first", async ({
  page,
}) => {
  const sent: unknown[] = [];
  const newest = { ...ownPost, caption: "From my phone", version: 4 };
  await open(page, "/p/code0", {
    data: { "/p/code0": { post: ownPost } },
    api: {
      "GET /posts/code0": () => ({ body: newest }),
      "PATCH /posts/code0": ({ body }) => {
        sent.push(body);
        return sent.length === 1 ? problem(409, "post_changed") : { body: { ...newest, caption: "Both", version: 5 } };
      },
    },
  });
  await page.getByRole("button", { name: "Post options" }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Edit post" });
  const save = dialog.getByRole("button", { name: "Save" });
  await expect(save).toBeDisabled();
  await dialog.getByLabel("Caption").fill("From my desk");
  await save.click();
  await dialog.getByRole("alert").getByRole("button", { name: "Load the newest version" }).click();
  await expect(dialog.getByLabel("Caption")).toHaveValue("From my phone");
  await dialog.getByLabel("Caption").fill("Both");
  await save.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("article").getByText("Both")).toBeVisible();
  expect(sent).toEqual([
    { version: 3, caption: "From my desk" },
    { version: 4, caption: "Both" },
  ]);
});

test("an archived post leaves the feed, and comes back with Undo", async ({ page }) => {
  let archived = false;
  const shown = () => ({ body: { items: archived ? [post(1)] : [ownPost, post(1)], next: null } });
  const moved = () => ({ body: { ...ownPost, archived } });
  await open(page, "/", {
    data: { "/": { feed: { items: [ownPost, post(1)], next: null } } },
    api: {
      "GET /feed/following": shown,
      "PUT /posts/code0/archive": () => ((archived = true), moved()),
      "DELETE /posts/code0/archive": () => ((archived = false), moved()),
    },
  });
  const mine = page.getByRole("article", { name: "Post by dan" });
  await mine.getByRole("button", { name: "Post options" }).click();
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(mine).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(mine).toBeVisible();
});

test("a pinned post is marked, and a fourth is refused in words", async ({ page }) => {
  let pinned = true;
  await open(page, "/p/code0", {
    data: { "/p/code0": { post: ownPost } },
    api: {
      "PUT /posts/code0/pin": () => (pinned ? { body: { ...ownPost, pinned } } : problem(409, "pin_limit")),
      "DELETE /posts/code0/pin": () => ((pinned = false), { body: ownPost }),
    },
  });
  const choose = async (name: string) => {
    await page.getByRole("button", { name: "Post options" }).click();
    await page.getByRole("button", { name }).click();
  };
  await choose("Pin to your profile");
  await choose("Unpin from your profile");
  await expect(page.getByText("Unpinned.")).toBeVisible();
  await choose("Pin to your profile");
  await expect(page.getByText("Unpin one first")).toBeVisible();
});

test("Escape closes what is suggested for a caption before the dialog, and Tab takes what is chosen", async ({
  page,
}) => {
  await open(page, "/p/code0", {
    data: { "/p/code0": { post: ownPost } },
    api: { "GET /hashtags": () => ({ body: { items: [{ name: "seaside", posts: null }], capped_at: 10_000 } }) },
  });
  await page.getByRole("button", { name: "Post options" }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Edit post" });
  const caption = dialog.getByLabel("Caption");
  await caption.fill("");
  await caption.pressSequentially("#sea");
  await expect(dialog.getByRole("option", { name: "#seaside" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog.getByRole("option")).toHaveCount(0);
  await expect(caption).toBeFocused();
  await caption.pressSequentially(" #se");
  await dialog.getByRole("option", { name: "#seaside" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(caption).toHaveValue("#sea #seaside ");
  await expect(caption).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Discard" })).toBeVisible();
});
