import { matchPage, API } from "@mockstagram/shared/paths";
import type { Bootstrap } from "@mockstagram/shared/bootstrap";
import type { Problem } from "@mockstagram/shared/errors";
import type { UploadState } from "@mockstagram/shared/api/media";
import type { Session } from "@mockstagram/shared/api/session";
import type { Page, Route } from "@playwright/test";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

export const ORIGIN = "http://mockstagram.test";
const DIST = process.env.DIST ?? join(import.meta.dirname, "../dist");
/** A folder of photographs to look at screens with; drawn pictures serve for everything else. */
const PICTURES = process.env.PICTURES;

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

const manifest = JSON.parse(readFileSync(join(DIST, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>;

export interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type Handler = (request: { path: string; body: unknown; headers: Record<string, string> }) => Answer;

export interface SiteOptions {
  session: Session;
  theme?: "light" | "dark";
  language?: "en" | "ko";
  /** Bootstrap data by path of the page. */
  data?: Record<string, Bootstrap["data"]>;
  problem?: Problem;
  /** Answers of the API: "GET /feed/following". */
  api?: Record<string, Handler>;
  /** What media-server says of the upload with that id; everything becomes ready without it. */
  upload?: (id: string) => Partial<UploadState> | Promise<Partial<UploadState>>;
}

/** Serves the built client and canned answers of the API to one page, without any server. */
export async function openSite(page: Page, options: SiteOptions): Promise<void> {
  await page.route("**/*", (route) => serve(route, options));
  await page.routeWebSocket(/\/socket$/, () => undefined);
}

async function serve(route: Route, options: SiteOptions): Promise<void> {
  const url = new URL(route.request().url());
  if (url.hostname.startsWith("image.")) return servePicture(route, url);
  if (url.pathname.startsWith(API)) return serveApi(route, url, options);
  if (url.pathname.startsWith("/upload/files")) return route.fulfill(await uploadAnswer(route, url, options));
  const file = fileOf(url);
  if (file) return route.fulfill(file);
  return route.fulfill({ contentType: "text/html", headers: csp(), body: html(url, options) });
}

/** A file of the build, if that is what the address names. */
export function fileOf({ pathname }: URL): { path: string; contentType: string } | null {
  const path = join(DIST, pathname);
  const contentType = TYPES[extname(pathname)];
  return contentType && existsSync(path) ? { path, contentType } : null;
}

async function serveApi(route: Route, url: URL, options: SiteOptions): Promise<void> {
  const request = route.request();
  const body: unknown = request.postDataJSON();
  const answer = answerOf({ method: request.method(), url, body, headers: request.headers() }, options);
  const { status = 200, headers = {} } = answer;
  await route.fulfill({ status, headers, ...(status === 204 ? {} : { json: answer.body }) });
}

interface ApiRequest {
  method: string;
  url: URL;
  body: unknown;
  headers: Record<string, string>;
}

export function answerOf({ method, url, body, headers }: ApiRequest, { api = {} }: SiteOptions): Answer {
  const path = url.pathname.slice(API.length) + url.search;
  const handler = api[`${method} ${path}`] ?? api[`${method} ${path.replace(/\?.*/, "")}`];
  return handler?.({ path, body, headers }) ?? notFound;
}

const notFound: Answer = {
  status: 404,
  body: { type: "about:blank", title: "Not found", status: 404, code: "not_found" },
};

export const READY: UploadState = {
  state: "ready",
  offset: 0,
  size: 0,
  expires_at: "",
  receipt: "receipt",
  reason: null,
  source: { format: "jpeg", width: 4032, height: 3024, animated: false, location: true, device: true },
  renditions: [320, 640, 1080, 1440].map((width) => ({ width, height: (width * 3) / 4 })),
};

/** As much of media-server as a file needs to be sent in one go and to become ready. */
async function uploadAnswer(route: Route, url: URL, options: SiteOptions): Promise<Parameters<Route["fulfill"]>[0]> {
  const sent = tusAnswer(route, url);
  if (sent) return sent;
  const id = url.pathname.split("/")[3] ?? "";
  return { json: { ...READY, ...(await options.upload?.(id)) } };
}

function tusAnswer(route: Route, url: URL): Parameters<Route["fulfill"]>[0] | null {
  const request = route.request();
  const resumable = { "tus-resumable": "1.0.0" };
  if (request.method() === "POST" && url.pathname === "/upload/files") {
    const id = Math.random().toString().slice(2, 10);
    return { status: 201, headers: { ...resumable, location: `/upload/files/${id}` } };
  }
  // Of a file that is asked for again, everything has arrived.
  if (request.method() === "HEAD") return { headers: { ...resumable, "upload-offset": "1", "upload-length": "1" } };
  if (request.method() !== "PATCH") return null;
  const offset = String(request.postDataBuffer()?.length ?? 0);
  return { status: 204, headers: { ...resumable, "upload-offset": offset } };
}

async function servePicture(route: Route, url: URL): Promise<void> {
  const name = url.pathname.split("/")[1] ?? "";
  const index = Number(name.replace("avatar-", ""));
  const photo = PICTURES ? join(PICTURES, `${String(index).padStart(2, "0")}.jpg`) : "";
  if (photo && existsSync(photo)) return route.fulfill({ path: photo, contentType: "image/jpeg" });
  const hue = (index * 47) % 360;
  const body = `<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1080" preserveAspectRatio="xMidYMid slice" viewBox="0 0 10 10"><rect width="10" height="10" fill="hsl(${hue} 60% 78%)"/><path d="M0 10 4 4l3 4 3-3v5z" fill="hsl(${hue} 45% 40%)"/></svg>`;
  return route.fulfill({ body, contentType: "image/svg+xml" });
}

export const csp = () => ({
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'nonce-n0'; style-src 'self' 'nonce-n0'; img-src 'self' data: blob: image.mockstagram.test; font-src 'self'; connect-src 'self' ws://mockstagram.test; manifest-src 'self'; worker-src 'self'; base-uri 'none'",
});

export function html(url: URL, options: SiteOptions): string {
  const { session, theme = "light", language = "en", data = {}, problem = null } = options;
  const { name, params } = matchPage(url.pathname);
  const bootstrap: Bootstrap = {
    session,
    causal: "",
    route: { name, params },
    data: data[url.pathname] ?? null,
    problem,
    stale: false,
  };
  const json = JSON.stringify(bootstrap).replaceAll("<", "\\u003c");
  const parts: Record<string, string> = {
    lang: language,
    theme,
    nonce: "n0",
    head: "<title>Mockstagram</title>",
    assets: assets(),
    bootstrap: `<script type="application/json" id="bootstrap">${json}</script>`,
  };
  const shell = readFileSync(join(DIST, "shell.html"), "utf8");
  return shell.replace(/\{\{(\w+)\}\}/g, (_, marker: string) => parts[marker] ?? "");
}

function assets(): string {
  const seen = new Set<Chunk>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(chunk)) return;
    seen.add(chunk);
    chunk.imports?.forEach(visit);
  };
  visit("src/main.tsx");
  const css = [...seen].flatMap((chunk) => chunk.css ?? []);
  return [
    ...css.map((file) => `<link rel="stylesheet" href="/${file}" />`),
    `<script type="module" src="/${manifest["src/main.tsx"]?.file ?? ""}"></script>`,
  ].join("");
}
