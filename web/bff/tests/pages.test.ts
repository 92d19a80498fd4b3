import type { Bootstrap } from "@mockstagram/shared/bootstrap";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BOB, card, currentSession, post, problem, profile } from "./support/shapes.ts";
import { createWorld, HOST, TOKEN, type World } from "./support/world.ts";

const ATTACKS = [
  `</script><script>alert(1)</script>`,
  `<!--<script>`,
  `"><img src=x onerror=alert(1)>`,
  `' onmouseover='alert(1)`,
  `\u2028alert(1)\u2029`,
  `{{head}}{{nonce}}`,
  `$&$1\${alert(1)}`,
  `javascript:alert(1)//`,
];

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  world.reset();
  world.context.sessions.forget();
  world.user.on("GET /user/sessions/current", { body: currentSession() });
  world.user.on("GET /user/accounts", { body: { items: [card()] } });
  world.user.on("GET /user/accounts/by-username/bob", { body: profile() });
  world.content.on("GET /content/accounts/*/counts", { body: { account_id: BOB, posts: 1 } });
  world.content.on("GET /content/accounts/*/posts", { body: { items: [post()], next: null } });
  world.content.on("GET /content/posts", { body: { items: [post()] } });
  world.recommend.on("GET /recommend/home/following", {
    body: { items: [{ post_id: post().id, author_id: BOB }], next: null },
  });
});

const visit = (url: string, headers: Record<string, string> = {}) =>
  world.app.inject({ url, headers: { host: HOST, ...headers } });
const member = { cookie: `session=${TOKEN}` };

function bootstrapOf(html: string): Bootstrap {
  const [, text = ""] = /<script type="application\/json" id="bootstrap">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(text) as Bootstrap;
}

describe("who gets what", () => {
  test.each([
    ["/", "/accounts/login?next=%2F"],
    ["/settings/profile", "/accounts/login?next=%2Fsettings%2Fprofile"],
    ["/bob/followers", "/accounts/login?next=%2Fbob%2Ffollowers"],
  ])("a visitor of %s is led to the log-in page", async (url, location) => {
    const answer = await visit(url);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, location]);
  });

  test("who is logged in needs no log-in page", async () => {
    expect((await visit("/accounts/login", member)).headers.location).toBe("/");
  });

  test("home comes with its first posts and a preload of the first picture", async () => {
    const answer = await visit("/", member);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(bootstrapOf(answer.body)).toMatchObject({
      session: { viewer: { username: "alice" }, region: "ap-northeast" },
      route: { name: "home" },
      data: { feed: { items: [{ caption: "at sea" }] } },
      problem: null,
    });
    expect(answer.body).toContain(`rel="preload" as="image" type="image/avif"`);
    expect(answer.body).toContain(`<script type="module" src="/assets/main-1.js"></script>`);
    for (const file of ["vendor-1.js", "shell-1.js", "home-1.js", "en-1.js"]) {
      expect(answer.body).toContain(`<link rel="modulepreload" href="/assets/${file}" />`);
    }
    expect(answer.body).toContain(`<link rel="stylesheet" href="/assets/home-1.css" />`);
  });

  test("a public profile has a link preview, a private one does not", async () => {
    const shown = await visit("/bob");
    expect(shown.body).toContain(`<link rel="canonical" href="http://${HOST}/bob" />`);
    world.user.on("GET /user/accounts/by-username/bob", {
      body: profile({ private: true, may_see: true, bio: "secret" }),
    });
    const hidden = await visit("/bob", member);
    expect(hidden.body).not.toContain("canonical");
    expect(hidden.body).toContain(`content="noindex"`);
  });

  test("a public post has a picture in its link preview, which leads to a fresh address", async () => {
    const answer = await visit("/p/8hKelGeWVfU");
    expect(answer.body).toContain(`<meta property="og:image" content="http://${HOST}/og/p/8hKelGeWVfU.jpg" />`);
    const image = await visit("/og/p/8hKelGeWVfU.jpg");
    expect(image.statusCode).toBe(302);
    expect(image.headers.location).toMatch(/^http:\/\/image\.mockstagramcdn\.com\/ap-northeast\/.*\/1080\.jpg$/);
  });

  test("a post of a private account has neither", async () => {
    world.user.on("GET /user/accounts", { body: { items: [card({ private: true })] } });
    expect((await visit("/p/8hKelGeWVfU", member)).body).not.toContain("og:image");
    expect((await visit("/og/p/8hKelGeWVfU.jpg", member)).statusCode).toBe(404);
  });
});

describe("what goes wrong shows as a page", () => {
  test("404 for what this viewer may not see", async () => {
    world.content.on("GET /content/posts", { body: { items: [] } });
    const answer = await visit("/p/8hKelGeWVfU");
    expect(answer.statusCode).toBe(404);
    expect(bootstrapOf(answer.body).problem).toMatchObject({ code: "post_not_found" });
  });

  test("404 for a page that there is not", async () => {
    const answer = await visit("/p/1/2/3");
    expect([answer.statusCode, bootstrapOf(answer.body).route.name]).toEqual([404, "not_found"]);
  });

  test("503 when the feed's services do not answer; the shell still comes", async () => {
    world.recommend.on("GET /recommend/home/following", problem(503, "unavailable"));
    const answer = await visit("/", member);
    expect(answer.statusCode).toBe(503);
    expect(bootstrapOf(answer.body)).toMatchObject({ data: null, problem: { code: "unavailable" } });
  });

  test("a profile comes without its posts when content does not answer", async () => {
    world.content.on("GET /content/accounts/*/posts", problem(503, "unavailable"));
    world.content.on("GET /content/accounts/*/counts", problem(503, "unavailable"));
    const answer = await visit("/bob");
    expect(answer.statusCode).toBe(200);
    expect(bootstrapOf(answer.body).data).toMatchObject({ posts: null, profile: { counts: { posts: null } } });
  });
});

describe("language and theme", () => {
  test.each([
    [{ "accept-language": "ko-KR,ko;q=0.9" }, "ko", "system"],
    [{ "accept-language": "fr,de" }, "en", "system"],
    [{ "accept-language": "ko", cookie: "language=en; theme=dark" }, "en", "dark"],
    [{ cookie: 'language=xx; theme="><script>' }, "en", "system"],
  ])("%j", async (headers, language, theme) => {
    const { body } = await visit("/accounts/login", headers);
    expect(body).toContain(`<html lang="${language}" data-theme="${theme}">`);
    const texts = [...body.matchAll(/rel="modulepreload" href="\/assets\/((?:en|ko)-\w+)\.js"/g)].map(
      ([, name]) => name,
    );
    expect(texts).toEqual([`${language}-part`]);
  });

  test("are the viewer's own when somebody is logged in", async () => {
    world.user.on("GET /user/sessions/current", { body: currentSession({ language: "ko", theme: "dark" }) });
    expect((await visit("/", member)).body).toContain(`<html lang="ko" data-theme="dark">`);
  });
});

describe("hostile text", () => {
  test.each(ATTACKS)("%s stays text", async (attack) => {
    world.context.bodies.posts.keep(post().id, 0, {
      author_id: BOB,
      caption: "",
      created_at: "",
      edited_at: null,
      media: [],
    });
    world.user.on("GET /user/accounts", { body: { items: [card({ name: attack, version: 99 })] } });
    world.content.on("GET /content/posts", { body: { items: [post({ caption: attack, version: 99 })] } });
    const { body } = await visit("/p/8hKelGeWVfU");
    expect(bootstrapOf(body).data).toMatchObject({ post: { caption: attack, author: { name: attack } } });
    expect(body.match(/<script/g)).toHaveLength(2);
    expect(body).not.toMatch(/<img|<!--/);
    expect(body).not.toMatch(/<[a-z]+[^>"]* on[a-z]+=/);
  });

  test.each(ATTACKS)("%s in an address stays text", async (attack) => {
    world.user.on("GET /user/accounts/by-username/*", problem(404, "account_not_found"));
    const answer = await visit(`/${encodeURIComponent(attack)}`);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body.match(/<script/g)?.length ?? 2).toBe(2);
  });
});

test("nothing runs or loads but what the policy names", async () => {
  const answer = await visit("/accounts/login");
  const policy = String(answer.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`connect-src 'self' ws://${HOST}`);
  expect(policy).not.toContain("unsafe");
  const [, nonce = ""] = /'nonce-([^']+)'/.exec(policy) ?? [];
  expect(answer.body).toContain(`nonce="${nonce}"`);
  expect(String((await visit("/accounts/login")).headers["content-security-policy"])).not.toContain(nonce);
});

test("hashed files live for ever and come compressed, the service worker is asked for every time", async () => {
  const script = await visit("/assets/main-1.js", { "accept-encoding": "br" });
  expect(script.headers).toMatchObject({
    "cache-control": "public, max-age=31536000, immutable",
    "content-encoding": "br",
  });
  expect((await visit("/sw.js")).headers["cache-control"]).toBe("no-cache");
  expect((await visit("/manifest.ko.webmanifest")).headers).toMatchObject({
    "cache-control": "no-cache",
    "content-type": "application/manifest+json",
  });
  expect((await visit("/shell.html")).body).not.toContain("{{");
});

test("the machines around get health and metrics, browsers the pages of these names", async () => {
  expect((await visit("/health")).json()).toMatchObject({ status: "ok" });
  expect((await visit("/metrics")).body).toContain("bff_request_seconds");
  world.user.on("GET /user/accounts/by-username/metrics", problem(404, "account_not_found"));
  expect((await visit("/metrics", { "x-forwarded-for": "1.2.3.4" })).statusCode).toBe(404);
});

test("the contract is published", async () => {
  const contract = (await visit("/api/v1/openapi.json")).json<{ openapi: string; paths: Record<string, object> }>();
  expect(contract.openapi).toBe("3.1.0");
  expect(Object.keys(contract.paths)).toContain("/api/v1/feed/following");
});
