import type { Hashtag, HashtagMatches } from "@mockstagram/shared/api/hashtags";
import type { Page } from "@playwright/test";
import * as made from "./fixtures.ts";
import type { Screen } from "./screens.ts";
import type { SiteOptions } from "./site.ts";

type Act = (page: Page) => Promise<void>;

const { grid } = made;

const matches: HashtagMatches = {
  items: [
    { name: "바다", posts: 10_000 },
    { name: "바다빛", posts: 1_240 },
    { name: "바다여행", posts: null },
  ],
  capped_at: 10_000,
};
const hashtag: Hashtag = { name: "바다", posts: 10_000, capped_at: 10_000 };

/** What one does with one's own posts, and where posts are found. */
export function postScreens(api: SiteOptions["api"], openMenu: Act): Record<string, Screen> {
  const onOwnPost = {
    data: { "/p/code0": { post: made.ownPost } },
    api: {
      ...api,
      "GET /posts/code0": () => ({ body: made.ownPost }),
      "GET /posts/code0/revisions": () => ({ body: made.revisions }),
      "GET /hashtags": () => ({ body: matches }),
      "GET /accounts": () => ({ body: { items: [made.alice] } }),
    },
  };
  const openEdit = editing(openMenu);
  return {
    hashtag: {
      path: `/explore/tags/${encodeURIComponent("바다")}`,
      site: {
        data: { [`/explore/tags/${encodeURIComponent("바다")}`]: { hashtag, posts: grid(12) } },
        api,
      },
    },
    "hashtag-empty": {
      path: "/explore/tags/nothing",
      site: {
        data: {
          "/explore/tags/nothing": { hashtag: { name: "nothing", posts: null, capped_at: 10_000 }, posts: grid(0) },
        },
        api,
      },
      visitor: true,
    },
    archive: { path: "/archive", site: { data: { "/archive": { posts: grid(5) } }, api } },
    "archive-empty": { path: "/archive", site: { data: { "/archive": { posts: grid(0) } }, api } },
    "post-edit": { path: "/p/code0", site: onOwnPost, act: openEdit },
    "post-edit-tag": { path: "/p/code0", site: onOwnPost, act: typing(openEdit, " #바") },
    "post-edit-mention": {
      path: "/p/code0",
      site: onOwnPost,
      act: typing(openEdit, " @a"),
    },
    "post-history": { path: "/p/code0", site: onOwnPost, act: openHistory },
  };
}

async function openHistory(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Edited" }).click();
  await page.getByRole("dialog").getByText("Without a caption").waitFor();
}

const editing =
  (openMenu: Act): Act =>
  async (page) => {
    await openMenu(page);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("dialog", { name: "Edit post" }).getByLabel("Caption").waitFor();
  };

/** Something of a tag or mention is typed, and the first suggestion chosen. */
const typing =
  (openEdit: Act, text: string): Act =>
  async (page) => {
    await openEdit(page);
    const field = page.getByRole("dialog", { name: "Edit post" }).getByLabel("Caption");
    await field.press("Control+End");
    await field.pressSequentially(text);
    await page.getByRole("option").first().waitFor();
    await field.press("ArrowDown");
  };
