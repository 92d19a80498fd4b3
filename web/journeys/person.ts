import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { get } from "node:http";
import { get as getSecurely } from "node:https";
import { join } from "node:path";
import { LOCAL, MAILBOX, PICTURES } from "./names.ts";

export type Region = "ap-northeast" | "eu-central";
export const PASSWORD = "correct horse battery staple";

/** A person at a browser of their own, served by one region. */
export class Person {
  readonly username = `p${randomBytes(6).toString("hex")}`;
  readonly email = `${this.username}@example.org`;
  /** What the browser complained about: errors in the console and pages that crashed. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly origin: string,
  ) {}

  static async at(browser: Browser, region: Region, origin: string = LOCAL): Promise<Person> {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    await context.addCookies([{ name: "region", value: region, url: origin }]);
    const person = new Person(await context.newPage(), origin);
    person.listen();
    return person;
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  private listen(): void {
    this.page.on("pageerror", (error) => this.complaints.push(error.message));
    this.page.on("console", (message) => {
      // The recorder of traces asks again for a picture that Chromium could not show, which the page's policy forbids.
      if (message.text().startsWith("Connecting to 'blob:")) return;
      // The browser reports every refused request as an error of its own; what the page makes of it is tested where it happens.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        this.complaints.push(message.text());
    });
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
  }

  async signUp(): Promise<this> {
    await this.open("/accounts/signup");
    await this.page.getByLabel("E-mail").fill(this.email);
    await this.page.getByLabel("Name", { exact: true }).fill(this.username.toUpperCase());
    await this.page.getByLabel("Username").fill(this.username);
    await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await this.page.getByLabel("Birthday").fill("1990-01-02");
    await this.page.getByRole("button", { name: "Sign up" }).click();
    await this.page.getByLabel("Code from the e-mail").fill(await this.mailedCode());
    await this.page.getByRole("button", { name: "Confirm e-mail" }).click();
    await this.page.waitForURL(`${this.origin}/`);
    return this;
  }

  async logIn(): Promise<void> {
    await this.enterPassword();
    await this.page.waitForURL(`${this.origin}/`);
  }

  /** The first step of a log-in, which is the only one for most people. */
  async enterPassword(): Promise<void> {
    await this.open("/accounts/login");
    await this.page.getByLabel("Username or e-mail").fill(this.username);
    await this.givePassword();
    await this.page.getByRole("button", { name: "Log in" }).click();
  }

  async givePassword(): Promise<void> {
    await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  }

  async logOut(): Promise<void> {
    await this.page.getByRole("button", { name: "More", exact: true }).filter({ visible: true }).click();
    await this.page.getByRole("menuitem", { name: "Log out" }).click();
    await this.page.waitForURL(/\/accounts\/login/);
  }

  async mailedCode(): Promise<string> {
    let code: string | undefined;
    await expect(async () => {
      const list = (await (await fetch(`${MAILBOX}/messages?to=${this.email}`)).json()) as {
        items: { text: string }[];
      };
      code = /\b\d{6}\b/.exec(list.items[0]?.text ?? "")?.[0];
      expect(code).toBeTruthy();
    }).toPass({ timeout: 20_000 });
    return code ?? "";
  }

  /** Publishes pictures through the composer. */
  async publish(names: readonly string[], caption: string): Promise<void> {
    await this.compose(names, caption);
    await this.page.getByRole("button", { name: "Share" }).click();
    await expect(this.page.getByText("Your post is out.")).toBeVisible({ timeout: 30_000 });
  }

  async compose(names: readonly string[], caption: string): Promise<void> {
    await this.open("/create");
    const dialog = this.page.getByRole("dialog");
    await dialog.locator("input[type=file]").setInputFiles(names.map((name) => join(PICTURES, name)));
    // Nothing of what was published before is still there.
    const chosen = dialog.getByRole("list", { name: "Pictures in their order" });
    await expect(chosen.getByRole("button", { name: /^Picture/ })).toHaveCount(names.length);
    await dialog.getByRole("button", { name: "Next" }).click();
    await dialog.getByLabel("Caption").fill(caption);
  }

  async follow(other: Person): Promise<void> {
    await this.open(`/${other.username}`);
    // The button says so at once; the promise of seeing one's own writes begins with the answer.
    const answered = this.page.waitForResponse((response) => response.url().endsWith("/follow"));
    await this.page.getByRole("button", { name: `Follow ${other.username}` }).click();
    expect((await answered).status()).toBe(200);
    await expect(this.page.getByRole("button", { name: `Following ${other.username}` })).toBeVisible();
  }

  /** The post with this caption in the feed. */
  postOf(caption: string) {
    return this.page.getByRole("article").filter({ hasText: caption });
  }
}

/** The status with which a picture's address is answered now, past everything that the browser holds. */
export function statusOf(address: string): Promise<number> {
  const { protocol, host, hostname, port, pathname, search } = new URL(address);
  const secure = protocol === "https:";
  const options = { host: "127.0.0.1", port, path: pathname + search, headers: { host }, servername: hostname };
  return new Promise((resolve, reject) => {
    const call = secure ? getSecurely({ ...options, rejectUnauthorized: false }) : get(options);
    call.on("error", reject).on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
}

/** Expects the first picture inside to be really there, not only its placeholder; answers its address. */
export async function expectPicture(place: Locator): Promise<string> {
  const picture = place.locator("picture img").first();
  await expect(async () => {
    expect(await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(
      100,
    );
  }).toPass();
  return picture.evaluate((image: HTMLImageElement) => image.currentSrc);
}
