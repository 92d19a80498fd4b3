/** Put in front by build/service-worker.ts. */
declare const BUILD: {
  /** Differs when anything of the build does. */
  id: string;
  /** Scripts and style sheets: first what the offline page cannot do without, then all others. */
  needed: string[];
  others: string[];
  /** The page's template (shell.html) with this build's entry in it. */
  page: string;
};

const worker = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = "build-";
const CACHE = PREFIX + BUILD.id;
/** Paths that are no pages: they fail as they do without a service worker. */
const NO_PAGE = /^\/(api|upload|og|assets)(\/|$)/;

worker.addEventListener("install", (event) => {
  event.waitUntil(install());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(readAsset(request));
  else if (request.mode === "navigate" && !NO_PAGE.test(pathname)) event.respondWith(readPage(event));
});

/** One file after the other, so that what the page itself wants comes first. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const connection = (worker.navigator as { connection?: { saveData?: boolean } }).connection;
  for (const file of connection?.saveData ? BUILD.needed : [...BUILD.needed, ...BUILD.others]) {
    const answer = (await caches.match(file)) ?? (await fetch(file, { priority: "low" }));
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await cache.put(file, answer);
  }
  // Pages come from the network and files have hashed names: the new worker serves pages of the old build as well.
  await worker.skipWaiting();
}

/** The files of the build before stay: a tab that was opened with it may ask for one that the server has no more. */
async function activate(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(builds.slice(0, -1).map((name) => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
}

/** Names with a hash never change. */
async function readAsset(request: Request): Promise<Response> {
  const known = await caches.match(request.url);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request.url, answer.clone());
  return answer;
}

/** Pages are personal: they are never stored, and shown from the network or not at all. */
async function readPage(event: FetchEvent): Promise<Response> {
  try {
    return ((await event.preloadResponse) as Response | undefined) ?? (await fetch(event.request));
  } catch {
    return offlinePage();
  }
}

/** A page without anybody's data; the client adds what it has kept for who is logged in, or says that it is offline. */
function offlinePage(): Response {
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join("");
  const language = worker.navigator.language.startsWith("ko") ? "ko" : "en";
  const parts: Record<string, string> = { lang: language, theme: "system", nonce, head: "<title>Mockstagram</title>" };
  const html = BUILD.page.replace(/\{\{(\w+)\}\}/g, (_, marker: string) => parts[marker] ?? "");
  const { host, protocol } = worker.location;
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Which host pictures come from is known only to pages of the server.
    "img-src 'self' data: blob: http: https:",
    "font-src 'self'",
    `connect-src 'self' ${protocol === "https:" ? "wss" : "ws"}://${host}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return new Response(html, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
}
