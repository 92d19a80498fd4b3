import { expect, test, type Page } from "@playwright/test";
import { alice, feed, grid, ownPost, profileOf, session } from "./fixtures.ts";
import { problem } from "./open.ts";
import { startServer, type Asked, type Server } from "./server.ts";

const stranger = profileOf({ ...alice, relation: { ...alice.relation, following: "none" } });
let server: Server;

test.beforeEach(async () => {
  server = await startServer({
    session,
    data: { "/": { feed: feed(4) }, "/alice": { profile: stranger, posts: grid(3) } },
    api: { "GET /feed/following": () => ({ body: feed(4) }), "GET /accounts/alice": () => ({ body: stranger }) },
  });
});

test.afterEach(async () => {
  await server.cut();
});

/** Opens a page and waits until everything is there that makes it work without a server. */
async function openReady(page: Page, path = "/"): Promise<void> {
  await page.goto(server.origin + path);
  await page.locator("#main").waitFor();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === "activated") return;
    await new Promise((resolve) => active?.addEventListener("statechange", resolve, { once: true }));
  });
}

const isCode = ({ path }: Asked) => /^\/assets\/.*\.(js|css)$/.test(path);

async function goOffline(page: Page): Promise<void> {
  await server.cut();
  await page.context().setOffline(true);
}

async function goOnline(page: Page): Promise<void> {
  await server.mend();
  await page.context().setOffline(false);
}

test("a reload without a connection shows the feed of the last visit, and the page comes back by itself", async ({
  page,
}) => {
  await openReady(page);
  await goOffline(page);
  await page.reload();
  await expect(page.getByText("These posts are from your last visit")).toBeVisible();
  await expect(page.getByRole("article").first()).toBeVisible();
  await goOnline(page);
  await expect(page.getByText("These posts are from your last visit")).toHaveCount(0);
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("with a connection every page comes from the server", async ({ page }) => {
  await openReady(page);
  const api = { "GET /feed/following": () => ({ body: feed(2) }) };
  server.options = { ...server.options, data: { "/": { feed: feed(2) } }, api };
  await page.reload();
  await expect(page.getByRole("article")).toHaveCount(2);
  expect(server.asked.filter(({ path }) => path === "/")).toHaveLength(2);
});

/** Seen to fail with a worker that asks the server for files it has. */
test("files of the build are asked for once, and never an answer of the API is kept", async ({ page }) => {
  await openReady(page);
  const before = server.asked.filter(isCode).length;
  expect(before).toBeGreaterThan(20);
  await page.goto(`${server.origin}/alice`);
  await page.getByRole("heading", { name: "alice" }).waitFor();
  expect(server.asked.filter(isCode).length).toBe(before);
  const kept = await page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(stores.map((store) => store.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept.length).toBeGreaterThan(20);
  expect(kept.filter((path) => !path.startsWith("/assets/"))).toEqual([]);
});

/** Seen to fail without `forgetOthers` at the start of a page. */
test("what was kept is gone after log-out, and another account never sees it", async ({ page }) => {
  await openReady(page);
  server.options = { ...server.options, session: { ...session, viewer: null }, data: {} };
  await page.goto(`${server.origin}/accounts/login`);
  await page.getByRole("button", { name: "Log in" }).waitFor();
  await goOffline(page);
  await page.goto(`${server.origin}/`);
  await expect(page.getByText("This page could not be loaded")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(0);
});

test("a page that was not kept says what is missing and keeps its frame", async ({ page }) => {
  await openReady(page);
  await goOffline(page);
  await page.goto(`${server.origin}/alice`);
  await expect(page.getByText("Check your network").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Home" }).first()).toBeVisible();
});

const answers = {
  "PUT /accounts/101/follow": () => ({ body: { account_id: "101", following: "following", version: 2 } }),
};
const follows = () => server.asked.filter(({ method, path }) => method === "PUT" && path.endsWith("/101/follow"));

async function followOffline(page: Page): Promise<void> {
  server.options = { ...server.options, api: { ...server.options.api, ...answers } };
  await openReady(page, "/alice");
  await goOffline(page);
  await page.getByRole("button", { name: "Follow alice" }).click();
  await expect(page.getByText("This is kept here and sent")).toBeVisible();
  await expect(page.getByRole("button", { name: "Following alice" })).toBeVisible();
  await expect(page.getByText("1 change will be sent")).toBeVisible();
}

test("what is done without a connection is sent once when there is one", async ({ page }) => {
  await followOffline(page);
  await goOnline(page);
  await expect(page.getByText("1 change will be sent")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Following alice" })).toBeVisible();
  expect(follows()).toHaveLength(1);
  expect(follows()[0]?.key).toMatch(/^[\w-]{22}$/);
});

test("what waits outlives a reload and two tabs, and is sent once", async ({ page, context }) => {
  const other = await context.newPage();
  await openReady(other);
  await followOffline(page);
  await page.reload();
  await expect(page.getByText("1 change will be sent")).toBeVisible();
  await goOnline(page);
  for (const tab of [page, other]) await expect(tab.getByText("1 change will be sent")).toHaveCount(0);
  await page.getByRole("heading", { name: "alice" }).waitFor();
  expect(follows()).toHaveLength(1);
});

test("what the main region cannot take just now waits as well", async ({ page }) => {
  let answered = 0;
  const api = {
    ...answers,
    "PUT /accounts/101/follow": () => {
      answered += 1;
      return answered === 1 ? problem(503, "primary_unreachable") : answers["PUT /accounts/101/follow"]();
    },
  };
  server.options = { ...server.options, api: { ...server.options.api, ...api } };
  await openReady(page, "/alice");
  await page.getByRole("button", { name: "Follow alice" }).click();
  await expect(page.getByText("1 change will be sent")).toBeVisible();
  await expect(page.getByText("1 change will be sent")).toHaveCount(0, { timeout: 15_000 });
  await expect(page.getByRole("button", { name: "Following alice" })).toBeVisible();
  expect(follows()).toHaveLength(2);
  expect(new Set(follows().map(({ key }) => key)).size).toBe(1);
});

test("what is refused at last is told until it is put away", async ({ page }) => {
  await followOffline(page);
  const api = { "PUT /accounts/101/follow": () => problem(409, "follow_limit") };
  server.options = { ...server.options, api: { ...server.options.api, ...api } };
  await goOnline(page);
  const told = page.getByRole("alert").filter({ hasText: "Could not be done (alice)" });
  await expect(told).toBeVisible();
  await expect(page.getByRole("button", { name: "Follow alice" })).toBeVisible();
  await told.getByRole("button", { name: "Close" }).click();
  await expect(told).toHaveCount(0);
});

test("an edit waits, shows, and is saved once", async ({ page }) => {
  const edited = { ...ownPost, caption: "Written on the train", version: 4 };
  const api = {
    [`GET /posts/${ownPost.code}`]: () => ({ body: ownPost }),
    [`PATCH /posts/${ownPost.code}`]: () => ({ body: edited }),
  };
  server.options = { ...server.options, data: { [`/p/${ownPost.code}`]: { post: ownPost } }, api };
  await openReady(page, `/p/${ownPost.code}`);
  await page.getByRole("button", { name: "Post options" }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Caption").fill("Written on the train");
  await goOffline(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("Written on the train").first()).toBeVisible();
  await goOnline(page);
  await expect(page.getByText("1 change will be sent")).toHaveCount(0);
  await expect(page.getByText("Written on the train").first()).toBeVisible();
  expect(server.asked.filter(({ method }) => method === "PATCH")).toHaveLength(1);
});

/** Seen to fail with a worker that deletes all other builds. */
test("after a deployment the files of the build before stay, those of older ones go", async ({ page }) => {
  await openReady(page);
  const worker = await page.evaluate(async () => (await fetch("/sw.js")).text());
  const builds = () => page.evaluate(() => caches.keys());
  const [first = ""] = await builds();
  const settled = () =>
    page.evaluate(async () => {
      const { active, installing, waiting } = await navigator.serviceWorker.ready;
      return !installing && !waiting && active?.state === "activated";
    });
  for (const id of ["second", "third"]) {
    server.scripts.set("/sw.js", worker.replace(first.replace("build-", ""), id));
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect.poll(async () => (await builds()).at(-1)).toBe(`build-${id}`);
    await expect.poll(settled).toBe(true);
    expect((await builds()).length).toBe(2);
  }
  expect(await builds()).toEqual(["build-second", "build-third"]);
});

for (const language of ["en", "ko"] as const) {
  test(`the client can be installed: ${language}`, async ({ page }) => {
    server.options = { ...server.options, language };
    await openReady(page);
    const devtools = await page.context().newCDPSession(page);
    const { url, errors, data = "" } = await devtools.send("Page.getAppManifest");
    expect([new URL(url).pathname, errors]).toEqual([`/manifest.${language}.webmanifest`, []]);
    const { lang, icons } = JSON.parse(data) as { lang: string; icons: { src: string }[] };
    expect(lang).toBe(language);
    const types = (names: string[]) =>
      Promise.all(names.map(async (name) => (await fetch(name)).headers.get("content-type")));
    for (const type of await page.evaluate(
      types,
      icons.map(({ src }) => src),
    ))
      expect(type).toMatch(/^image/);
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  });
}
