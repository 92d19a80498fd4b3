import { expect, test } from "@playwright/test";
import { alice, bob, carol, feed, grid, profileOf } from "./fixtures.ts";
import { open } from "./open.ts";

test("a list is searched without asking for every letter, and goes on past an empty page", async ({ page }) => {
  const asked: string[] = [];
  await open(page, "/alice/followers", {
    api: {
      "GET /accounts/alice": () => ({ body: profileOf(alice) }),
      "GET /accounts/alice/posts": () => ({ body: grid(0) }),
      "GET /accounts/alice/followers": ({ path }) => {
        asked.push(path.split("?")[1] ?? "");
        if (!path.includes("q=")) return { body: { items: [bob, carol], next: null } };
        const further = path.includes("cursor=");
        return { body: further ? { items: [bob], next: null } : { items: [], next: "bW9yZQ" } };
      },
    },
  });
  const dialog = page.getByRole("dialog", { name: "Followers" });
  await expect(dialog.getByRole("link", { name: /carol/ })).toBeVisible();
  await dialog.getByLabel("Search").pressSequentially("frames");
  await expect(dialog.getByRole("link", { name: /carol/ })).toHaveCount(0);
  await expect(dialog.getByRole("link", { name: /bob.frames/ })).toBeVisible();
  expect(asked).toEqual(["", "q=frames", "cursor=bW9yZQ&q=frames"]);
  await dialog.getByLabel("Search").fill("");
  await expect(dialog.getByRole("link", { name: /carol/ })).toBeVisible();
  expect(asked).toHaveLength(3);
});

test("a card opens beside a name that the mouse rests on, and goes when it leaves", async ({ page }) => {
  const asked: string[] = [];
  const profile = profileOf(alice, { mutuals: { accounts: [bob, carol], count: 12 } });
  await open(page, "/", {
    data: { "/": { feed: feed(2) } },
    api: {
      "GET /suggestions": () => ({ body: { items: [] } }),
      "GET /accounts/alice": () => {
        asked.push("alice");
        return { body: profile };
      },
      "GET /accounts/alice/posts": () => ({ body: grid(9) }),
    },
  });
  const name = page.getByRole("article").first().getByRole("link", { name: "alice", exact: true }).first();
  const card = page.getByRole("dialog", { name: "About alice" });
  await name.hover();
  await expect(card.getByText("Followed by bob.frames, carol and 10 others")).toBeVisible();
  await expect(card.getByRole("img")).toHaveCount(3);
  await card.hover();
  await expect(card).toBeVisible();
  await page.mouse.move(5, 600);
  await expect(card).toHaveCount(0);
  await name.hover();
  await expect(card).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card).toHaveCount(0);
  expect(asked).toEqual(["alice"]);
});
