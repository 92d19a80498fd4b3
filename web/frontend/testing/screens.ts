import type { Upload, UploadState } from "@mockstagram/shared/api/media";
import type { Page } from "@playwright/test";
import { postScreens } from "./screens-posts.ts";
import { drawnPicture } from "./pictures.ts";
import * as made from "./fixtures.ts";
import { CLOSING_SCREENS } from "./closing-screens.ts";
import { SECURITY_SCREENS } from "./security-screens.ts";
import type { SiteOptions } from "./site.ts";

/** Every screen of the client, with what it needs to be shown. */
export interface Screen {
  path: string;
  site: Partial<SiteOptions>;
  visitor?: boolean;
  act?: (page: Page) => Promise<void>;
  /** What the browser itself says in the console about an answer that is part of the screen. */
  expects?: RegExp;
}

const { alice, feed, grid, ownProfile, post, profileOf, sessions, suggestions, viewer } = made;
const profile = profileOf(alice, { mutuals: { accounts: [made.bob, made.carol], count: 12 } });
const NONE = { items: [], next: null };

let tickets = 0;

const ticket = (): Upload => {
  tickets += 1;
  const expires = new Date(Date.now() + 86_400_000).toISOString();
  return { media_id: String(5000 + tickets), ticket: "t", upload_url: "/upload/files", expires_at: expires };
};

const api: SiteOptions["api"] = {
  "GET /feed/following": () => ({ body: feed(8) }),
  "GET /suggestions": () => ({ body: suggestions }),
  "GET /follow-requests/count": () => ({ body: { count: 3, capped_at: 100 } }),
  "GET /mutes": () => ({ body: made.muted }),
  "GET /blocks": () => ({ body: made.blocked }),
  "GET /sessions": () => ({ body: sessions }),
  "GET /replication": () => ({
    body: { region: "ap-northeast", primary_region: "us-east", primary_reachable: true, lag_ms: 38 },
  }),
  "GET /accounts/dan": () => ({ body: ownProfile }),
  "GET /accounts/dan/posts": () => ({ body: grid(0) }),
  "GET /accounts/alice": () => ({ body: profile }),
  "GET /accounts/alice/posts": () => ({ body: grid(24) }),
  "GET /accounts/bob.frames/posts": () => ({ body: grid(9) }),
  "GET /accounts/alice/mutuals": () => ({ body: { items: [made.bob, made.carol], next: null } }),
  "GET /accounts/alice/followers": ({ path }) => ({
    body: path.includes("q=")
      ? NONE
      : { items: [made.bob, made.carol, ...suggestions.items.map((item) => item.account)], next: null },
  }),
  "GET /posts/code0": () => ({ body: post(0) }),
  "GET /posts/code1": () => ({ body: post(1) }),
  "POST /uploads": () => ({ body: ticket() }),
  "GET /usernames/erin": () => ({ body: { username: "erin", available: true, reason: null } }),
};

const unavailable = () => ({
  status: 503,
  body: { type: "about:blank", title: "Unavailable", status: 503, code: "unavailable" },
});

const absent = { type: "about:blank", title: "Not found", status: 404, code: "account_not_found" };

const home = { data: { "/": { feed: feed(8) } }, api };
const privateViewer = { ...made.session, viewer: { ...viewer, private: true } };
const hidden = profileOf(
  { ...made.carol, private: true, relation: { ...made.carol.relation, following: "none", requested_by: true } },
  { may_see: false },
);
const blocked = profileOf(made.blocked.items[0] ?? made.carol, { may_see: false });
const onProfile = { data: { "/alice": { profile, posts: grid(24) } }, api };

export const SCREENS: Record<string, Screen> = {
  login: { path: "/accounts/login", site: {}, visitor: true },
  signup: { path: "/accounts/signup", site: { api }, visitor: true, act: fillSignUp },
  verify: { path: "/accounts/verify", site: { session: { ...made.session, viewer: { ...viewer, verified: false } } } },
  ...SECURITY_SCREENS,
  ...CLOSING_SCREENS,
  home: { path: "/", site: home },
  "home-empty": { path: "/", site: { data: { "/": { feed: feed(0) } }, api } },
  "home-menu": {
    path: "/",
    site: home,
    act: openMenu,
  },
  profile: { path: "/alice", site: onProfile },
  "profile-own-empty": { path: "/dan", site: { api } },
  "profile-visitor": { path: "/alice", site: onProfile, visitor: true },
  followers: {
    path: "/alice",
    site: onProfile,
    act: openFollowers,
  },
  "followers-search": { path: "/alice/followers", site: onProfile, act: searchFollowers },
  mutuals: { path: "/alice/mutuals", site: onProfile, act: openMutuals },
  "hover-card": { path: "/", site: home, act: restOnName },
  "followers-own": {
    path: "/dan/followers",
    site: { data: { "/dan/followers": { profile: ownProfile, accounts: made.ownFollowers } }, api },
    act: async (page) => {
      await page.getByRole("button", { name: "Remove alice" }).waitFor();
    },
  },
  "profile-private": { path: "/carol", site: { data: { "/carol": { profile: hidden, posts: null } }, api } },
  "profile-menu": { path: "/alice", site: onProfile, act: openProfileMenu },
  "profile-blocked": { path: "/carol", site: { data: { "/carol": { profile: blocked, posts: null } }, api } },
  requests: {
    path: "/follow-requests",
    site: { session: privateViewer, data: { "/follow-requests": { accounts: made.requests } }, api },
  },
  "requests-empty": {
    path: "/follow-requests",
    site: { session: privateViewer, data: { "/follow-requests": { accounts: { items: [], next: null } } }, api },
  },
  post: { path: "/p/code1", site: { data: { "/p/code1": { post: post(1) } }, api } },
  "post-modal": { path: "/alice", site: onProfile, act: openFirst },
  ...postScreens(api, openMenu),
  "settings-profile": { path: "/settings/profile", site: { api } },
  "settings-privacy": { path: "/settings/privacy", site: { session: privateViewer, api } },
  "settings-muted": { path: "/settings/muted", site: { api } },
  "settings-blocked": { path: "/settings/blocked", site: { api } },
  "settings-sessions": { path: "/settings/sessions", site: { api } },
  "settings-language": { path: "/settings/language", site: { api } },
  "settings-appearance": { path: "/settings/appearance", site: { api } },
  "not-found": { path: "/nobody", site: { problem: absent } },
  help: { path: "/", site: home, act: openHelp },
  composer: { path: "/create", site: home },
  "composer-frame": { path: "/create", site: home, act: pickFiles },
  "composer-describe": { path: "/create", site: home, act: describeFiles },
  "composer-facts": { path: "/create", site: { ...home, upload: moving }, act: openFacts },
  "composer-progress": { path: "/create", site: { ...home, upload: mixed() }, act: describeFiles },
  "more-menu": { path: "/", site: home, act: openMore },
  broken: { path: "/alice", site: { api: { "GET /accounts/alice": unavailable } }, expects: /503/ },
  korean: { path: "/", site: { ...home, language: "ko" } },
};

async function openFirst(page: Page): Promise<void> {
  await page.locator("a[href^='/p/']").first().click();
  await page.getByRole("dialog").getByRole("article").waitFor();
}

async function fillSignUp(page: Page): Promise<void> {
  await page.getByLabel("E-mail").fill("erin@example.org");
  await page.getByLabel("Username").fill("erin");
  await page.getByText("This name is free.").waitFor();
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByLabel("Birthday").focus();
}

async function openMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Post options" }).first().click();
  await page.getByRole("dialog").waitFor();
}

async function openProfileMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Profile options" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Block" }).waitFor();
}

async function openFollowers(page: Page): Promise<void> {
  await page.getByRole("link", { name: "followers" }).click();
  await page
    .getByRole("dialog")
    .getByRole("link", { name: /bob.frames/ })
    .waitFor();
}

async function searchFollowers(page: Page): Promise<void> {
  await page.getByRole("dialog").getByLabel("Search").fill("zz");
  await page.getByText("Nobody found for “zz”").waitFor();
}

async function openMutuals(page: Page): Promise<void> {
  await page.getByRole("dialog", { name: "Followed by" }).getByRole("link", { name: /carol/ }).waitFor();
}

async function restOnName(page: Page): Promise<void> {
  await page.getByRole("article").getByRole("link", { name: "alice", exact: true }).first().hover();
  await page.getByRole("dialog", { name: "About alice" }).getByText("Followed by").waitFor();
}

async function openHelp(page: Page): Promise<void> {
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
}

async function openMore(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More", exact: true }).filter({ visible: true }).click();
  await page.getByRole("menu").waitFor();
}

async function pickFiles(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[type=file]").setInputFiles([0, 1, 2].map((index) => drawnPicture(index)));
  await dialog.getByRole("list").getByRole("button").nth(3).waitFor();
}

async function describeFiles(page: Page): Promise<void> {
  await pickFiles(page);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Next" }).click();
  await dialog.getByLabel("Caption").fill("Three of the week.");
}

async function openFacts(page: Page): Promise<void> {
  await describeFiles(page);
  await page.getByRole("dialog").getByText("What happens to your photo").click();
  await page.getByRole("dialog").getByText("Location found in the file").first().scrollIntoViewIfNeeded();
}

/** Every file turns out to be an animation from a phone. */
function moving(): Partial<UploadState> {
  return { source: { format: "gif", width: 1200, height: 900, animated: true, location: true, device: false } };
}

/** One is ready, one fails, and one takes its time. */
function mixed(): SiteOptions["upload"] {
  const order: string[] = [];
  return (id) => {
    if (!order.includes(id)) order.push(id);
    const reason = { code: "truncated", detail: "" };
    if (order.indexOf(id) % 3 === 1) return { state: "failed", receipt: null, reason };
    return order.indexOf(id) % 3 === 2 ? new Promise(() => undefined) : {};
  };
}
