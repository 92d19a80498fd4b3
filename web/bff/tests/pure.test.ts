import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { networkOf, Secrets } from "../src/auth/secrets.ts";
import { BoundedMap } from "../src/bounded-map.ts";
import { CausalCodec } from "../src/causal/codec.ts";
import { CausalScope } from "../src/causal/scope.ts";
import { RetryBudget } from "../src/clients/retry-budget.ts";
import { readConfig } from "../src/config.ts";
import { Sites } from "../src/http/site.ts";
import { BodyCache } from "../src/hydration/bodies.ts";
import { createIds } from "../src/ids.ts";
import type { AccountView, PostView } from "../src/model/views.ts";
import { problemOf } from "../src/problems.ts";
import { visiblePosts } from "../src/rules/posts.ts";
import { fromCode, toCode } from "../src/views/codes.ts";
import { inertJson } from "../src/views/html.ts";
import { MediaSigner } from "../src/views/media.ts";
import { shorten } from "../src/views/titles.ts";

const ids = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);
const smallIds = fc.integer({ min: 1, max: 12 }).map(String);
const codec = new CausalCodec("key", "uch");

const postView = (id: string, author_id: string): PostView => ({
  ...{ id, version: 1, own: false, archived: false, pinned: false },
  body: { author_id, caption: "", created_at: "", edited_at: null, media: [] },
});
const accountView = (id: string, maySee: boolean): AccountView => ({
  ...{ id, maySee },
  body: { username: id, name: "", private: false, avatar: null },
  relation: {
    own: false,
    following: "none",
    followed_by: false,
    requested_by: false,
    blocking: false,
    muting: false,
    version: 0,
  },
});

describe("rules", () => {
  const posts = fc.dictionary(smallIds, smallIds);
  const accounts = fc.dictionary(smallIds, fc.boolean());

  test("a post is shown if and only if content returned it and user allows its author, in the order asked", () => {
    fc.assert(
      fc.property(fc.array(smallIds), posts, accounts, (asked, known, allowed) => {
        const shown = visiblePosts(
          asked,
          new Map(Object.entries(known).map(([id, author]) => [id, postView(id, author)])),
          new Map(Object.entries(allowed).map(([id, maySee]) => [id, accountView(id, maySee)])),
        );
        const expected = asked.filter((id) => known[id] !== undefined && allowed[known[id]] === true);
        expect(shown.map(({ post }) => post.id)).toEqual(expected);
      }),
    );
  });
});

describe("codes", () => {
  test("lead back to their id", () => {
    fc.assert(fc.property(ids, (id) => fromCode(toCode(id)) === id));
  });

  test.each(["", "0", "00", "zzzzzzzzzzz", "a-b", "../etc", "한", "0A"])("%j names no post", (code) => {
    expect(fromCode(code)).toBeNull();
  });
});

test("new ids rise and do not repeat, whatever the clock does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 200 }), (steps) => {
      let now = Date.UTC(2026, 10, 22);
      const nextId = createIds(1, () => now);
      const made = steps.map((step) => {
        now += step - 1;
        return nextId();
      });
      expect(new Set(made).size).toBe(made.length);
      expect(made.every((id) => BigInt(id) < 2n ** 63n && (BigInt(id) >> 12n) % 1_024n === 1n)).toBe(true);
    }),
  );
});

describe("the causal scope", () => {
  const header = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.bigInt({ min: 0n, max: 2n ** 40n }))
    .map(([epoch, lsn]) => `${epoch}:${lsn};`);

  test("never goes back, in whatever order answers arrive", () => {
    fc.assert(
      fc.property(fc.array(header, { minLength: 1 }), (headers) => {
        const run = (order: string[]) => {
          const scope = new CausalScope(codec, "");
          for (const text of order) scope.absorb("u", text, undefined);
          return scope.token();
        };
        expect(run([...headers].reverse())).toBe(run(headers));
      }),
    );
  });

  test("says nothing when it learned nothing", () => {
    const scope = new CausalScope(codec, codec.position("1", "10"));
    scope.absorb("u", "1:9;", undefined);
    expect(scope.answer()).toBeNull();
  });

  test("survives anything in place of a token or header", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (token, causal, applied) => {
        const scope = new CausalScope(codec, token);
        scope.absorb("u", causal, applied);
        expect(scope.headerFor("u")).toMatch(/^(\d+:\d+)?(;[\d,]+)?$/);
      }),
    );
  });

  test("a changed signature, position or event counts as absent", () => {
    const token = `${codec.position("1", "10")};${codec.event("5", "h")}`;
    const other = new CausalCodec("other", "uch").read(token);
    expect(other).toEqual({ position: null, events: [] });
    expect(codec.read(token.replace("c.1.10", "c.1.11")).position).toBeNull();
    expect(codec.read(token.replace("e.5.h", "e.5.uh")).events).toEqual([]);
  });

  test("waits for an event only in the services that have to apply it, until all have", () => {
    const scope = new CausalScope(codec, "");
    scope.absorb("c", "1:10;5.ch", undefined);
    expect([scope.headerFor("h"), scope.headerFor("u")]).toEqual(["1:10;5", "1:10"]);
    scope.absorb("c", undefined, "5");
    expect([scope.headerFor("h"), scope.headerFor("c")]).toEqual(["1:10;5", "1:10"]);
    scope.absorb("h", undefined, "5");
    expect(scope.headerFor("h")).toBe("1:10");
    expect(scope.answer()?.applied).toBe("5.");
  });
});

test("inert JSON is the same JSON, and leaves no way out of its element", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const json = inertJson({ text });
      expect(JSON.parse(json)).toEqual({ text });
      expect(json).not.toMatch(/[<>&]/);
    }),
  );
});

test("addresses count by network", () => {
  expect(networkOf("203.0.113.9")).toBe("203.0.113.9");
  expect(networkOf("::ffff:203.0.113.9")).toBe("203.0.113.9");
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:0db8:0001:0002::1"));
  expect(networkOf("2001:db8::1")).toBe(networkOf("2001:db8:0:0:ffff::"));
  expect(networkOf("2001:db8:1:3::1")).not.toBe(networkOf("2001:db8:1:2::1"));
  const east = new Secrets({ issuerKey: "a", causalKey: "shared" });
  const west = new Secrets({ issuerKey: "b", causalKey: "shared" });
  expect(east.addressHash("203.0.113.9")).toBe(west.addressHash("203.0.113.9"));
});

test("a token without an idempotency key is never made twice", () => {
  const secrets = new Secrets({ issuerKey: "a", causalKey: "b" });
  const attempt = { device: "d", idempotencyKey: null, credentials: ["x"] };
  expect(secrets.sessionToken(attempt)).not.toBe(secrets.sessionToken(attempt));
});

test("a full map forgets what was written longest ago", () => {
  const map = new BoundedMap<number, string>(2);
  map.set(1, "a");
  map.set(2, "b");
  map.set(1, "c");
  map.set(3, "d");
  expect([map.get(1), map.get(2), map.get(3), map.size]).toEqual(["c", undefined, "d", 2]);
});

test("repetitions stay below a tenth of the calls", () => {
  const budget = new RetryBudget();
  let spent = 0;
  for (let call = 0; call < 1_000; call += 1) {
    budget.earn();
    if (budget.spend()) spent += 1;
  }
  expect(spent).toBeLessThanOrEqual(120);
});

test("known bodies are those of the moment of asking", () => {
  const cache = new BodyCache<string>(2);
  cache.keep("1", 7, "old");
  const known = cache.known(["1", "2"]);
  cache.keep("1", 8, "new");
  expect(known.query).toBe("1:7,2");
  expect(known.bodies.get("1")?.body).toBe("old");
});

test("signed sources are made once in five minutes, and anew for another name of the CDN", () => {
  let now = Date.UTC(2026, 10, 22);
  const signer = new MediaSigner("key", () => now);
  const picture = { home: "ap-northeast", key: "k", renditions: [{ width: 320, height: 240 }] };
  const first = signer.sources(signer.base("//cdn/ap"), picture);
  expect(signer.sources(signer.base("//cdn/ap"), picture)).toBe(first);
  expect(signer.sources(signer.base("//other/ap"), picture)).not.toEqual(first);
  now += 300_000;
  expect(signer.sources(signer.base("//cdn/ap"), picture)).not.toEqual(first);
});

test("a name that is not ours is taken for the public one", () => {
  const sites = new Sites({ publicHost: "a.com", localHost: "a.localhost", cdnHost: "cdn.com", region: "eu" });
  expect(sites.of("evil.com:80", false)).toMatchObject({ host: "a.com", cdn: "//cdn.com/eu" });
  expect(sites.of("A.com:8080", true)).toMatchObject({ origin: "https://a.com:8080", cdn: "//cdn.com:8080/eu" });
  expect(sites.of(undefined, false).host).toBe("a.com");
});

test("titles cut no character in two", () => {
  expect(shorten("한글👍🏽", 10)).toBe("한글👍🏽");
  expect(shorten("👍".repeat(5), 3)).toBe("👍👍…");
});

test.each([
  [500, { oops: 1 }, 503, "unavailable"],
  [502, null, 503, "unavailable"],
  [503, { code: "primary_unreachable" }, 503, "primary_unreachable"],
  [404, { code: "post_not_found", status: 200, type: "x" }, 404, "post_not_found"],
  [418, "teapot", 503, "unavailable"],
])("a service's %d %j becomes %d %s", (status, body, expectedStatus, code) => {
  expect(problemOf(status, body).body()).toMatchObject({ type: "about:blank", status: expectedStatus, code });
});

test("every missing variable is named at once", () => {
  expect(() => readConfig({ REGION: "ap-northeast" })).toThrow(/PRIMARY_REGION.*LISTEN.*SERVICE_URLS.*STATIC_DIR/);
});
