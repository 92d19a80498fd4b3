import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { readFileSync, writeFileSync } from "node:fs";

interface Shown {
  path: string;
  texts: string[];
  alts?: string[];
}

/** What tests/abuse/test_xss.py has made. */
interface World {
  origin: string;
  cookie: string;
  /** Pages whose HTML is judged without running it. */
  html: string[];
  pages: Shown[];
  public: Shown[];
  plain: string[];
}

const FILE = process.env.ABUSE_WORLD ?? "";
const FOREIGN = "base, iframe, object, embed, marquee, math, form[action*='evil'], [href*='evil.example']";

/** A browser that notes every script that runs for a text, and every report of the page's policy. */
async function watched(context: BrowserContext): Promise<{ page: Page; found: string[] }> {
  const found: string[] = [];
  await context.exposeFunction("xss", (what?: string) => void found.push(`ran ${what ?? ""}`));
  await context.exposeFunction("reported", (what: string) => void found.push(`policy: ${what}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      const { reported } = window as unknown as { reported: (what: string) => void };
      reported(`${violatedDirective} ${blockedURI} ${sample} on ${location.pathname}`);
    });
  });
  const page = await context.newPage();
  page.on("dialog", (dialog) => {
    found.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().includes("evil.example")) found.push(`asked ${request.url()}`);
  });
  page.on("pageerror", (error) => found.push(`error ${error.message}`));
  return { page, found };
}

/** Elements and attributes that no page of ours has: scripts of others, handlers, addresses that run. */
const strange = (page: Page) =>
  page.evaluate((selector) => {
    const runs = ({ name, value }: Attr) =>
      name.startsWith("on") ||
      (/^(href|src|action|formaction|xlink:href)$/.test(name) && !/^([/#]|https?:|blob:|data:image)/.test(value));
    const isOurs = ({ src, id, nonce }: HTMLScriptElement) =>
      src.startsWith(location.origin) || id === "bootstrap" || nonce !== "";
    const bad = Array.from(document.querySelectorAll("*")).filter(({ attributes }) =>
      Array.from(attributes).some(runs),
    );
    const foreign = Array.from(document.querySelectorAll(selector));
    const scripts = Array.from(document.scripts).filter((script) => !isOurs(script));
    return [...bad, ...foreign, ...scripts].map(({ outerHTML }) => outerHTML.slice(0, 200));
  }, FOREIGN);

const squeezed = (text: string) => text.replace(/\s+/g, " ").trim();

/** The text of the page, without what is in scripts. */
async function textOf(page: Page): Promise<string> {
  const text = await page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    copy.querySelectorAll("script, style").forEach((element) => element.remove());
    copy.querySelectorAll("br, p, div, li, span").forEach((element) => element.append(" "));
    return copy.textContent;
  });
  return squeezed(text);
}

async function expectShown(page: Page, { path, texts, alts = [] }: Shown): Promise<number> {
  const bare = (text: string) => squeezed(text).replaceAll(" ", "");
  await expect(async () => {
    const text = bare(await textOf(page));
    expect(texts.filter((wanted) => !text.includes(bare(wanted))).map((wanted) => `${path}: ${wanted}`)).toEqual([]);
    const said = bare(
      (await page.locator("img[alt]").evaluateAll((all) => all.map((image) => image.getAttribute("alt")))).join(" "),
    );
    expect(alts.filter((wanted) => !said.includes(bare(wanted))).map((wanted) => `${path}: ${wanted}`)).toEqual([]);
  }).toPass({ timeout: 10_000 });
  return texts.length + alts.length;
}

/** Only where a text is looked for: behind the dialog of `/create` are captions too, which nobody can click. */
async function unfold(page: Page): Promise<void> {
  const more = page.getByRole("button", { name: "more", exact: true });
  while ((await more.count()) > 0) await more.first().click();
}

/** Opens pages, unfolds what is folded, moves over what is there; answers how many texts were found. */
async function walk(page: Page, origin: string, pages: readonly Shown[]): Promise<number> {
  let texts = 0;
  for (const shown of pages) {
    await page.goto(origin + shown.path);
    await page.locator("main, [role=dialog]").first().waitFor();
    if (shown.texts.length > 0) await unfold(page);
    texts += await expectShown(page, shown);
    expect(await strange(page), shown.path).toEqual([]);
  }
  return texts;
}

/** The HTML of pages as a parser sees it, with their inert data, which has to be whole. */
async function judgeHtml(page: Page, paths: readonly string[]): Promise<void> {
  const found = await page.evaluate(async (wanted) => {
    const judge = async (path: string) => {
      const html = await (await fetch(path, { headers: { accept: "text/html" } })).text();
      const parsed = new DOMParser().parseFromString(html, "text/html");
      const elements = Array.from(parsed.querySelectorAll("*"));
      const attributes = elements.flatMap((element) => Array.from(element.attributes));
      const { data } = JSON.parse(parsed.querySelector("#bootstrap")?.textContent ?? "{}") as {
        data?: { profile: { username: string } };
      };
      return {
        path: `/${data?.profile.username ?? ""}`,
        scripts: parsed.querySelectorAll("script:not([src^='/assets/']):not(#bootstrap):not([nonce])").length,
        handlers: attributes.filter(({ name }) => name.startsWith("on")).length,
      };
    };
    return Promise.all(wanted.map(judge));
  }, paths);
  expect(found).toEqual(paths.map((path) => ({ path, scripts: 0, handlers: 0 })));
}

test("every text is only a text", async ({ browser }) => {
  const world = JSON.parse(readFileSync(FILE, "utf8")) as World;
  const member = await browser.newContext({ reducedMotion: "reduce" });
  const cookies = world.cookie.split("; ").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name, value: value.join("="), url: world.origin };
  });
  await member.addCookies(cookies);
  const { page, found } = await watched(member);
  let texts = await walk(page, world.origin, world.pages);
  await walk(
    page,
    world.origin,
    world.plain.map((path) => ({ path, texts: [] })),
  );
  await judgeHtml(page, world.html);

  const visitor = await watched(await browser.newContext({ reducedMotion: "reduce" }));
  texts += await walk(visitor.page, world.origin, world.public);
  expect([...found, ...visitor.found]).toEqual([]);
  const pages = world.pages.length + world.plain.length + world.public.length + world.html.length;
  writeFileSync(FILE.replace(/\.json$/, ".counted.json"), JSON.stringify({ pages, texts }));
});
