import { expect, test } from "@playwright/test";
import { closedUntil, logIn } from "./closing-screens.ts";
import { feed, session } from "./fixtures.ts";
import { open, problem } from "./open.ts";
import { openSite, ORIGIN, type SiteOptions } from "./site.ts";

const visitor = { session: { ...session, viewer: null } };

test("an account is deactivated by its password, and the log-in page says how to come back", async ({ page }) => {
  const sent: unknown[] = [];
  await open(page, "/settings/account", {
    api: {
      "POST /me/deactivation": ({ body }) => {
        sent.push(body);
        return sent.length === 1 ? problem(400, "password_wrong") : { status: 204 };
      },
    },
  });
  await page.getByRole("button", { name: "Deactivate account" }).click();
  const dialog = page.getByRole("dialog", { name: "Deactivate account" });
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  expect(sent).toEqual([]);
  await dialog.getByLabel("Password", { exact: true }).fill("wrong horse");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog.getByText("The password is not right.")).toBeVisible();
  await dialog.getByLabel("Password", { exact: true }).fill("correct horse");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(page).toHaveURL(`${ORIGIN}/accounts/login?closed=deactivated`);
  await expect(page.getByText("Log in whenever you want it back.")).toBeVisible();
  expect(sent).toEqual([{ password: "wrong horse" }, { password: "correct horse" }]);
});

test("a deletion says its day before it is asked for", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-11-28T12:00:00Z") });
  await open(page, "/settings/account", {
    api: { "POST /me/deletion": () => ({ body: { deletes_at: "2026-12-28T12:00:00Z" } }) },
  });
  await page.getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete account" });
  await expect(dialog.getByText("On December 28, 2026 it is deleted for good")).toBeVisible();
  await dialog.getByLabel("Password", { exact: true }).fill("correct horse");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByText("Log in before then to keep it.")).toBeVisible();
});

test("that the session is over is no news to whoever ends it", async ({ page }) => {
  let revoke: () => void = () => undefined;
  await openSite(page, { session });
  await page.route("**/me/deactivation", async (route) => {
    revoke();
    // The page has heard of it before the answer comes.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve))).catch(() => undefined);
    await route.fulfill({ status: 204 });
  });
  await page.routeWebSocket(/\/socket$/, (socket) => {
    revoke = () => {
      socket.send(JSON.stringify({ type: "session_revoked" }));
    };
    socket.send(JSON.stringify({ type: "ready", id: "1", resumed: false }));
  });
  const visited: string[] = [];
  page.on("framenavigated", (frame) => visited.push(frame.url()));
  await page.goto(`${ORIGIN}/settings/account`);
  await page.getByRole("button", { name: "Deactivate account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).fill("correct horse");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("Log in whenever you want it back.")).toBeVisible();
  // The router replaces an address by itself, too.
  expect([...new Set(visited)]).toEqual([`${ORIGIN}/settings/account`, `${ORIGIN}/accounts/login?closed=deactivated`]);
});

test("whoever logs in to a deactivated account is asked first, and may leave it as it is", async ({ page }) => {
  await open(page, "/accounts/login", { ...visitor, api: closedUntil(null) });
  await logIn(page);
  await expect(page.getByRole("heading", { name: "Open your account again?" })).toBeVisible();
  await page.getByRole("button", { name: "Back to log-in" }).click();
  await expect(page.getByLabel("Username or e-mail")).toBeVisible();
});

test("one that was to be deleted is kept, and the next page says so", async ({ page }) => {
  const sent: unknown[] = [];
  const refusal = closedUntil("2026-12-28T12:00:00Z")?.["POST /auth/log-in"];
  const site: SiteOptions = {
    ...visitor,
    data: { "/": { feed: feed(1) } },
    api: {
      "POST /auth/log-in": (request) => {
        sent.push(request.body);
        if (sent.length === 1 && refusal) return refusal(request);
        site.session = session;
        return { body: { viewer: session.viewer } };
      },
    },
  };
  await openSite(page, site);
  await page.goto(`${ORIGIN}/accounts/login`);
  await logIn(page);
  await expect(page.getByText("This account is to be deleted on December 28, 2026.")).toBeFocused();
  await page.getByRole("button", { name: "Keep it and log in" }).click();
  await expect(page.getByText("Your account was to be deleted on December 28, 2026. It is kept.")).toBeVisible();
  const credentials = { identifier: "erin", password: "correct horse" };
  expect(sent).toEqual([credentials, { ...credentials, reopen: true }]);
  await page.reload();
  await expect(page.getByText("It is kept.")).toHaveCount(0);
});
