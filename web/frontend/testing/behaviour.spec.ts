import type { ServerMessage } from "@mockstagram/shared/api/socket";
import { expect, test } from "@playwright/test";
import { alice, feed, grid, post, profileOf, session, suggestions } from "./fixtures.ts";
import { open, problem } from "./open.ts";
import { drawnPicture } from "./pictures.ts";
import { openSite, ORIGIN } from "./site.ts";

const profile = { "/alice": { profile: profileOf(alice), posts: grid(24) } };

test("a page asks for nothing that came with it, and for little before its first picture", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, "/", {
    data: { "/": { feed: feed(8, "more") } },
    api: { "GET /suggestions": () => ({ body: suggestions }) },
  });
  await page.getByRole("article").first().getByRole("img").first().waitFor();
  expect(asked.filter((url) => url.includes("/feed/following"))).toEqual([]);
  const before = asked.slice(
    0,
    asked.findIndex((url) => url.includes("//image.")),
  );
  expect(before.filter((url) => url.includes("woff2"))).toEqual([]);
  expect(before.filter((url) => !url.includes("/api/")).length).toBeLessThanOrEqual(12);
});

test("pages for getting in come with their own texts only, and the frame never without its", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, "/accounts/verify", { api: { "GET /feed/following": () => ({ body: feed(1) }) } });
  await page.getByRole("button", { name: "Confirm" }).waitFor();
  const whole = () => asked.filter((url) => /assets\/en-[^_]/.test(url)).length;
  expect([asked.filter((url) => url.includes("/en_entrance-")).length, whole()]).toEqual([1, 0]);
  await page.getByRole("link", { name: "Later: look around first" }).click();
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeAttached();
  await expect(page.locator("body")).not.toContainText(/\b(nav|feed|post|common)\.[a-z]\w*/);
  expect(whole()).toBe(1);
});

for (const saves of [false, true]) {
  /** Seen to fail, each, with the reach of the other. */
  test(`the next picture of a post is fetched ahead, and no further one${saves ? ": not to save data" : ""}`, async ({
    page,
  }) => {
    if (saves)
      await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
    const asked = new Set<string>();
    page.on("request", (request) => {
      const name = /image\.mockstagram\.test\/(\d+)\//.exec(request.url())?.[1];
      if (name !== undefined) asked.add(name);
    });
    await open(page, "/p/code0", { data: { "/p/code0": { post: post(0) } } });
    await page.getByRole("img", { name: "A ridge in morning light" }).waitFor();
    await page.waitForLoadState("networkidle");
    expect([...asked].sort()).toEqual(saves ? ["0"] : ["0", "1"]);
    await page.getByRole("button", { name: "Next picture" }).click();
    await expect(page.getByText("2 of 4").first()).toBeAttached();
    await page.waitForLoadState("networkidle");
    await expect.poll(() => [...asked].sort()).toEqual(saves ? ["0", "1"] : ["0", "1", "2"]);
  });
}

test("nothing moves while a page comes up", async ({ page }) => {
  await page.addInitScript(() => {
    const state = { shift: 0 };
    Object.assign(window, { state });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) state.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await open(page, "/", {
    data: { "/": { feed: feed(8) } },
    api: { "GET /suggestions": () => ({ body: suggestions }) },
  });
  await page.getByText("minji.k").or(page.getByText("bob.frames")).first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  const shift = await page.evaluate(() => (window as unknown as { state: { shift: number } }).state.shift);
  expect(shift).toBeLessThanOrEqual(0.02);
});

test("arrow keys lead from post to post in the modal, Escape back to the page below", async ({ page }) => {
  const api = Object.fromEntries([0, 1, 2].map((index) => [`GET /posts/code${index}`, () => ({ body: post(index) })]));
  await open(page, "/alice", { data: profile, api });
  await page.locator("a[href='/p/code1']").click();
  await expect(page.getByRole("dialog", { name: "Post by bob.frames" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/code2$/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/code0$/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/\/alice$/);
});

test("Back finds the feed where it was left", async ({ page }) => {
  await open(page, "/", {
    data: { "/": { feed: feed(20) } },
    api: {
      "GET /accounts/carol": () => ({ body: profileOf({ ...alice, id: "104", username: "carol" }) }),
      "GET /accounts/carol/posts": () => ({ body: grid(3) }),
    },
  });
  await page.mouse.wheel(0, 4_000);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(3_000);
  const link = page.getByRole("link", { name: "carol", exact: true }).first();
  const left = await page.evaluate(() => window.scrollY);
  // Not Playwright's own click, which would scroll first.
  await link.evaluate((element) => {
    (element as HTMLElement).click();
  });
  await page.getByRole("heading", { name: "carol" }).waitFor();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
  await page.goBack();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(left);
});

test("a page opened by its address begins at its top, and a reload stays where it was", async ({ page }) => {
  await open(page, "/", { data: { "/": { feed: feed(20) }, ...profile } });
  await page.mouse.wheel(0, 900);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(900);
  await page.goto(`${ORIGIN}/alice`);
  await page.getByRole("heading", { name: "alice" }).waitFor();
  await page.locator("a[href='/p/code1']").waitFor();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(300);
  await page.reload();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(300);
});

test("new posts are offered without moving what is being read", async ({ page }) => {
  await openSite(page, {
    session,
    data: { "/": { feed: feed(8) } },
    api: {
      "GET /feed/following": () => ({ body: { items: [post(30, { caption: "Just now" }), post(0)], next: null } }),
    },
  });
  let send: (message: ServerMessage) => void = () => undefined;
  await page.routeWebSocket(/\/socket$/, (socket) => {
    send = (message) => {
      socket.send(JSON.stringify(message));
    };
  });
  await page.goto(ORIGIN);
  await page.getByRole("article").first().waitFor();
  send({ type: "ready", id: "1", resumed: false });
  send({ type: "new_posts", id: "2", causal: "", post_id: "1030" });
  await page.getByRole("button", { name: "New posts" }).click();
  await expect(page.getByText("Just now")).toBeVisible();
  await expect(page.getByRole("button", { name: "New posts" })).toHaveCount(0);
});

test("a visitor who acts is asked to log in", async ({ page }) => {
  const stranger = profileOf({ ...alice, relation: { ...alice.relation, following: "none" } });
  await open(page, "/alice", {
    session: { ...session, viewer: null },
    data: { "/alice": { profile: stranger, posts: grid(3) } },
  });
  await page.getByRole("button", { name: "Follow alice" }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: "Log in" })).toHaveAttribute("href", /next=%2Falice/);
});

test("a visitor who goes where an account is needed gets to the log-in page", async ({ page }) => {
  const problem404 = { type: "about:blank", title: "", status: 404, code: "account_not_found" };
  await open(page, "/nobody", { session: { ...session, viewer: null }, problem: problem404 });
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await expect(page).toHaveURL(/accounts\/login\?next=%2F$/);
});

test("a page whose code cannot be fetched says so, and comes by itself once there is a network", async ({ page }) => {
  await open(page, "/", { data: { "/": { feed: feed(1) }, "/dan": profile["/alice"] } });
  await page.route(/\/assets\/profile-/, (route) => route.abort("internetdisconnected"));
  await page.getByRole("link", { name: "Profile" }).first().click();
  await expect(page.getByText("This page could not be loaded")).toBeVisible();
  await page.unroute(/\/assets\/profile-/);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(page.getByRole("heading", { name: "alice" })).toBeVisible();
});

test("a post that cannot be published now keeps its text, and succeeds later with the same key", async ({ page }) => {
  const sent: { key: string | undefined; body: unknown }[] = [];
  let tickets = 0;
  await open(page, "/create", {
    data: { "/": { feed: feed(1) } },
    api: {
      "GET /feed/following": () => ({ body: feed(1) }),
      "POST /uploads": () => {
        tickets += 1;
        const expires = new Date(Date.now() + 3_600_000).toISOString();
        return { body: { media_id: String(tickets), ticket: "t", upload_url: "/upload/files", expires_at: expires } };
      },
      "POST /posts": ({ body, headers }) => {
        sent.push({ key: headers["idempotency-key"], body });
        return sent.length === 1 ? problem(503, "primary_unreachable") : { status: 201, body: post(40) };
      },
    },
  });
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[type=file]").setInputFiles([drawnPicture(0), drawnPicture(1)]);
  await dialog.getByRole("button", { name: "Next" }).click();
  await dialog.getByLabel("Caption").fill("Two of them");
  await dialog.getByRole("button", { name: "Share" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "main region cannot be reached" })).toBeVisible();
  await expect(dialog.getByLabel("Caption")).toHaveValue("Two of them");
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog).toHaveCount(0);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
});

test("pictures are put in order by keyboard, and a draft survives closing the page", async ({ page }) => {
  await open(page, "/create", { data: { "/": { feed: feed(1) } } });
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[type=file]").setInputFiles([drawnPicture(0), drawnPicture(1)]);
  const thumbs = dialog
    .getByRole("list", { name: "Pictures in their order" })
    .getByRole("button", { name: /^Picture/ });
  await thumbs.nth(0).focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("Lifted from 1 of 2.")).toBeAttached();
  // Where the others lie is measured after the lift is announced: a key pressed before that moves nothing.
  await expect(async () => {
    await page.keyboard.press("ArrowRight");
    await expect(page.getByText("Over 2 of 2.")).toBeAttached({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Space");
  await expect(thumbs.nth(0)).toHaveAccessibleName(/drawn-1|01\.jpg/);
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Keep as draft" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("link", { name: "Create" }).locator("visible=true").first().click();
  await expect(thumbs.nth(0)).toHaveAccessibleName(/drawn-1|01\.jpg/);
});
