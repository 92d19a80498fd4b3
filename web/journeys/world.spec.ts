import { expect, test, type Browser } from "@playwright/test";
import { HTTP, HTTPS, LOCAL } from "./names.ts";
import { expectPicture, Person, statusOf } from "./person.ts";

/** The main journey: published in Seoul, seen in Frankfurt without a reload, deleted and gone in both. */
async function seoulToFrankfurt(browser: Browser, origin: string): Promise<void> {
  const alice = await (await Person.at(browser, "ap-northeast", origin)).signUp();
  const bob = await (await Person.at(browser, "eu-central", origin)).signUp();
  const caption = `Three from today, ${alice.username}`;
  await alice.publish(["plain.jpg"], "The first one");
  await bob.follow(alice);
  await bob.open("/");
  await expect(bob.postOf("The first one")).toBeVisible();

  await alice.publish(["plain.jpg", "phone.jpg", "iphone.heic"], caption);
  await bob.page.getByRole("button", { name: "New posts" }).click();
  await expect(bob.postOf(caption)).toBeVisible();
  const inFrankfurt = await expectPicture(bob.postOf(caption));

  await alice.open(`/${alice.username}`);
  await alice.page.locator("a[href^='/p/']").first().click();
  const modal = alice.page.getByRole("dialog", { name: `Post by ${alice.username}` });
  const pictures = [inFrankfurt, await expectPicture(modal)];
  expect(await Promise.all(pictures.map(statusOf))).toEqual([200, 200]);
  await modal.getByRole("button", { name: "Post options" }).click();
  await alice.page.getByRole("dialog", { name: "Post options" }).getByRole("button", { name: "Delete" }).click();
  const answered = alice.page.waitForResponse((response) => response.request().method() === "DELETE");
  await alice.page.getByRole("dialog", { name: "Delete this post?" }).getByRole("button", { name: "Delete" }).click();
  expect((await answered).status()).toBe(204);
  // The answer has come as far as the event by now, which goes to both regions from where the answer came from.
  await expect.poll(() => Promise.all(pictures.map(statusOf)), { timeout: 1_000, intervals: [50] }).toEqual([404, 404]);
  await expect(alice.page.locator("a[href^='/p/']")).toHaveCount(1);
  await expect(bob.postOf(caption)).toHaveCount(0);
  await bob.page.reload();
  await expect(bob.postOf("The first one")).toBeVisible();
  await expect(bob.postOf(caption)).toHaveCount(0);
  expect([...alice.complaints, ...bob.complaints]).toEqual([]);
}

test("on mockstagram.localhost", ({ browser }) => seoulToFrankfurt(browser, LOCAL));
test("on http://mockstagram.com", ({ browser }) => seoulToFrankfurt(browser, HTTP));
test("on https://mockstagram.com", ({ browser }) => seoulToFrankfurt(browser, HTTPS));
