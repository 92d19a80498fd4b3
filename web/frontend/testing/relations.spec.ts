import { expect, test, type Page } from "@playwright/test";
import {
  alice,
  carol,
  feed,
  grid,
  muted,
  ownFollowers,
  ownProfile,
  profileOf,
  requests,
  session,
  viewer,
} from "./fixtures.ts";
import { openSite, ORIGIN, type SiteOptions } from "./site.ts";

const problem = (status: number, code: string) => ({
  status,
  body: { type: "about:blank", title: code, status, code },
});

const asked = { ...session, viewer: { ...viewer, private: true } };
const counted = { "GET /follow-requests/count": () => ({ body: { count: 3, capped_at: 100 } }) };
const decided = (following: string) => ({ body: { account_id: "106", following, version: 2 } });

async function open(page: Page, path: string, site: Partial<SiteOptions>): Promise<void> {
  await openSite(page, { session, ...site });
  await page.goto(ORIGIN + path);
  await page.locator("#main").waitFor();
}

test("requests are counted, confirmed and deleted; whom one has let follow can be followed back", async ({ page }) => {
  const sent: string[] = [];
  await open(page, "/follow-requests", {
    session: asked,
    data: { "/follow-requests": { accounts: requests } },
    api: {
      ...counted,
      "PUT /follow-requests/106": ({ path }) => {
        sent.push(path);
        return decided("following");
      },
      "DELETE /follow-requests/108": () => ({ body: { account_id: "108", following: "none", version: 2 } }),
    },
  });
  const link = page.getByRole("link", { name: "Follow requests" }).filter({ visible: true });
  await expect(link).toHaveAccessibleName(/3 waiting/);
  await page.getByRole("button", { name: "Confirm minji.k" }).click();
  await expect(page.getByRole("button", { name: "Follow back minji.k" })).toBeVisible();
  await expect(link).toHaveAccessibleName(/2 waiting/);
  await page.getByRole("button", { name: "Delete tomas" }).click();
  await expect(page.getByRole("link", { name: /tomas/ })).toHaveCount(0);
  await expect(link).toHaveAccessibleName(/1 waiting/);
  expect(sent).toEqual(["/follow-requests/106"]);
});

test("a decision that is refused is taken back, with the reason", async ({ page }) => {
  await open(page, "/follow-requests", {
    session: asked,
    data: { "/follow-requests": { accounts: requests } },
    api: { ...counted, "PUT /follow-requests/106": () => problem(404, "request_not_found") },
  });
  await page.getByRole("button", { name: "Confirm minji.k" }).click();
  await expect(page.getByText("There is no such request any more.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirm minji.k" })).toBeVisible();
});

test("a request can be decided on the profile of who asks", async ({ page }) => {
  const asking = { ...carol, private: true, relation: { ...carol.relation, following: "none" as const } };
  const profile = profileOf({ ...asking, relation: { ...asking.relation, requested_by: true } }, { may_see: false });
  await open(page, "/carol", {
    session: asked,
    data: { "/carol": { profile, posts: null } },
    api: {
      ...counted,
      "PUT /follow-requests/104": () => ({ body: { account_id: "104", following: "following", version: 2 } }),
    },
  });
  await page.getByRole("button", { name: "Confirm carol" }).click();
  await expect(page.getByText("carol wants to follow you.")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Follow back carol" })).toBeVisible();
});

test("a follower is removed after a question, and comes back when it is refused", async ({ page }) => {
  let answers = 0;
  await open(page, "/dan/followers", {
    data: { "/dan/followers": { profile: ownProfile, accounts: ownFollowers } },
    api: {
      "GET /accounts/dan": () => ({ body: ownProfile }),
      "GET /accounts/dan/posts": () => ({ body: grid(0) }),
      "DELETE /followers/101": () => {
        answers += 1;
        return answers === 1
          ? problem(409, "conflict")
          : { body: { account_id: "101", following: "none", version: 2 } };
      },
    },
  });
  const remove = async () => {
    await page.getByRole("button", { name: "Remove alice" }).click();
    await page.getByRole("dialog").last().getByRole("button", { name: "Remove", exact: true }).click();
  };
  await remove();
  await expect(page.getByText("Something else has changed it", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove alice" })).toBeVisible();
  await remove();
  await expect(page.getByRole("button", { name: "Remove alice" })).toHaveCount(0);
  expect(answers).toBe(2);
});

test("blocking asks first, shows at once, and can be undone on the profile", async ({ page }) => {
  const sent: string[] = [];
  const act = (method: string, blocking: boolean) => () => {
    sent.push(method);
    return { body: { account_id: "101", blocking, version: sent.length } };
  };
  const shut = profileOf(
    { ...alice, relation: { ...alice.relation, following: "none", blocking: true } },
    { may_see: false },
  );
  const seen = profileOf({ ...alice, relation: { ...alice.relation, following: "none" } });
  await open(page, "/alice", {
    data: { "/alice": { profile: profileOf(alice), posts: grid(3) } },
    api: {
      "GET /accounts/alice": () => ({ body: sent.at(-1) === "PUT" ? shut : seen }),
      "GET /accounts/alice/posts": () => ({ body: grid(3) }),
      "PUT /accounts/101/block": act("PUT", true),
      "DELETE /accounts/101/block": act("DELETE", false),
    },
  });
  await page.getByRole("button", { name: "Profile options" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
  await expect(page.getByRole("dialog")).toContainText("Block alice?");
  await page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
  await expect(page.getByText("You've blocked alice")).toBeVisible();
  await expect(page.locator("a[href^='/p/']")).toHaveCount(0);
  await page.getByRole("button", { name: "Unblock alice" }).click();
  await expect(page.locator("a[href^='/p/']").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Follow alice" })).toBeVisible();
  expect(sent).toEqual(["PUT", "DELETE"]);
});

test("a block from the feed takes the author's posts away, and brings them back when it is refused", async ({
  page,
}) => {
  let answers = 0;
  await open(page, "/", {
    data: { "/": { feed: feed(6) } },
    api: {
      "GET /feed/following": () => ({ body: feed(6) }),
      "GET /suggestions": () => ({ body: { items: [] } }),
      "PUT /accounts/101/block": () => {
        answers += 1;
        return answers === 1
          ? problem(409, "block_limit")
          : { body: { account_id: "101", blocking: true, version: 1 } };
      },
    },
  });
  const theirs = page.getByRole("article", { name: "Post by alice" });
  const block = async () => {
    await theirs.first().getByRole("button", { name: "Post options" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
  };
  await block();
  await expect(page.getByText("You cannot block more than", { exact: false })).toBeVisible();
  await expect(theirs.first()).toBeVisible();
  await block();
  await expect(theirs).toHaveCount(0);
  await expect(page.getByText("alice is blocked.")).toBeVisible();
});

test("muting takes posts out of the feed, not off the profile, and is undone when it is refused", async ({ page }) => {
  let answers = 0;
  await open(page, "/", {
    data: { "/": { feed: feed(6) } },
    api: {
      "GET /suggestions": () => ({ body: { items: [] } }),
      "GET /accounts/alice": () => ({ body: profileOf(alice) }),
      "GET /accounts/alice/posts": () => ({ body: grid(3) }),
      "PUT /accounts/101/mute": () => {
        answers += 1;
        return answers === 1 ? problem(409, "mute_limit") : { body: { account_id: "101", muting: true, version: 1 } };
      },
    },
  });
  const theirs = page.getByRole("article", { name: "Post by alice" });
  const mute = async () => {
    await theirs.first().getByRole("button", { name: "Post options" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Mute" }).click();
  };
  await mute();
  await expect(page.getByText("You cannot mute more than", { exact: false })).toBeVisible();
  await expect(theirs.first()).toBeVisible();
  await mute();
  await expect(theirs).toHaveCount(0);
  await expect(page.getByText("alice is muted", { exact: false })).toBeVisible();
});

test("whom one mutes is listed in the settings, to be heard again", async ({ page }) => {
  await open(page, "/settings/muted", {
    api: {
      "GET /mutes": () => ({ body: muted }),
      "GET /feed/following": () => ({ body: feed(1) }),
      "DELETE /accounts/113/mute": () => ({ body: { account_id: "113", muting: false, version: 2 } }),
    },
  });
  await page.getByRole("button", { name: "Unmute lunch.daily" }).click();
  await expect(page.getByText("lunch.daily is no longer muted.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Mute lunch.daily", exact: true })).toBeVisible();
});

test("a private account is asked, and says so at once", async ({ page }) => {
  const relation = { ...alice.relation, following: "none" as const };
  const profile = profileOf({ ...alice, private: true, relation }, { may_see: false });
  await open(page, "/alice", {
    data: { "/alice": { profile, posts: null } },
    api: { "PUT /accounts/101/follow": () => ({ body: { account_id: "101", following: "pending", version: 1 } }) },
  });
  await expect(page.getByText("This account is private")).toBeVisible();
  await page.getByRole("button", { name: "Follow alice" }).click();
  await expect(page.getByRole("button", { name: "Requested alice" })).toBeVisible();
});

test("an account is made private by a switch, which goes back when it is refused", async ({ page }) => {
  const sent: unknown[] = [];
  await open(page, "/settings/privacy", {
    api: {
      ...counted,
      "PATCH /me/preferences": ({ body }) => {
        sent.push(body);
        return sent.length === 1
          ? problem(503, "primary_unreachable")
          : { body: { viewer: { ...viewer, private: true } } };
      },
    },
  });
  const locked = page.getByRole("switch", { name: "Private account" });
  await locked.click();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(locked).not.toBeChecked();
  await locked.click();
  await expect(locked).toBeChecked();
  await expect(page.getByRole("link", { name: "Follow requests" }).filter({ visible: true })).toBeVisible();
  expect(sent).toEqual([{ private: true }, { private: true }]);
});
