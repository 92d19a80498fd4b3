import type { UploadSource } from "@mockstagram/shared/api/media";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { feed, post, session } from "./fixtures.ts";
import { drawnPicture } from "./pictures.ts";
import { openSite, ORIGIN, type SiteOptions } from "./site.ts";

/** The composer's last step with `count` pictures; uploads are numbered from 1. */
async function compose(page: Page, count: number, site: Pick<SiteOptions, "api" | "upload">): Promise<Locator> {
  let tickets = 0;
  const expires = new Date(Date.now() + 3_600_000).toISOString();
  const api: SiteOptions["api"] = {
    "GET /feed/following": () => ({ body: feed(1) }),
    "POST /uploads": () => {
      tickets += 1;
      return { body: { media_id: String(tickets), ticket: "t", upload_url: "/upload/files", expires_at: expires } };
    },
  };
  await openSite(page, { session, data: { "/": { feed: feed(1) } }, ...site, api: { ...api, ...site.api } });
  await page.goto(`${ORIGIN}/create`);
  const dialog = page.getByRole("dialog");
  const files = Array.from({ length: count }, (_, index) => drawnPicture(index));
  await dialog.locator("input[type=file]").setInputFiles(files);
  await dialog.getByRole("button", { name: "Next" }).click();
  return dialog;
}

const listIn = (dialog: Locator) => dialog.getByRole("list", { name: "How far each picture is" }).getByRole("listitem");

test("a file that failed says why and can be tried again; the others go on", async ({ page }) => {
  let broken = true;
  let shared = 0;
  const failed = { state: "failed", receipt: null, reason: { code: "store_unavailable", detail: "" } } as const;
  const dialog = await compose(page, 2, {
    api: {
      "POST /posts": () => {
        shared += 1;
        return { status: 201, body: post(40) };
      },
    },
    upload: (id) => (broken && id === "2" ? failed : {}),
  });
  await expect(listIn(dialog)).toContainText([/Ready/, /Not ready/]);
  await expect(dialog.getByRole("alert").filter({ hasText: "could not be stored" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Share" })).toBeDisabled();
  broken = false;
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(listIn(dialog)).toHaveCount(0);
  await dialog.getByRole("button", { name: "Share" }).click();
  await expect(dialog).toHaveCount(0);
  expect(shared).toBe(1);
});

test("after sharing, every file says how far it is until the post is out", async ({ page }) => {
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const dialog = await compose(page, 2, {
    api: { "POST /posts": () => ({ status: 201, body: post(40) }) },
    upload: (id) => (id === "2" ? finished.then(() => ({})) : {}),
  });
  await dialog.getByRole("button", { name: "Share" }).click();
  await expect(listIn(dialog)).toContainText([/Ready/, /Making the sizes/]);
  await expect(listIn(dialog).getByRole("progressbar")).toHaveCount(2);
  finish();
  await expect(dialog).toHaveCount(0);
});

test("what was found in a file, and that only its first frame is taken, is told before publishing", async ({
  page,
}) => {
  const source: UploadSource = {
    format: "gif",
    width: 800,
    height: 600,
    animated: true,
    location: true,
    device: false,
  };
  const dialog = await compose(page, 1, { upload: () => ({ source, renditions: [{ width: 320, height: 240 }] }) });
  await expect(dialog.getByText(/only its first frame is shown/)).toBeVisible();
  await dialog.getByText("What happens to your photo").click();
  await expect(dialog.getByText("Location found in the file: removed.")).toBeVisible();
  await expect(dialog.getByText("Device found")).toHaveCount(0);
  await expect(dialog.getByText(/GIF, 800 × 600 pixels/)).toBeVisible();
  await expect(dialog.getByText(/320 pixels, each as AVIF and JPEG/)).toBeVisible();
});
