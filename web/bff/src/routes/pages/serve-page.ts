import { randomBytes } from "node:crypto";
import type { Bootstrap } from "@mockstagram/shared/bootstrap";
import { LANGUAGES, THEMES, type Language, type Theme } from "@mockstagram/shared/limits";
import { matchPage, pathTo, type PageMatch } from "@mockstagram/shared/paths";
import type { FastifyReply, FastifyRequest } from "fastify";
import { findViewer } from "../../auth/access.ts";
import type { Context } from "../../context.ts";
import { notFound, Problem, unavailable } from "../../problems.ts";
import { bootstrapTag, headTags } from "../../views/html.ts";
import { pageHeaders } from "../../views/policy.ts";
import { pageTitle } from "../../views/titles.ts";
import { presentSession } from "../auth/read-session.ts";
import type { Route } from "../route.ts";
import { loadPage, plainHead, type PageData } from "./page-data.ts";

const API_PATHS = /^\/(api|upload|og)(\/|$)/;

/** Where the frontend keeps the code of each page (src/app/pages.tsx). */
const CHUNKS: Readonly<Partial<Record<PageMatch["name"], string>>> = {
  create: "home",
  followers: "profile",
  following: "profile",
  mutuals: "profile",
  settings_profile: "settings",
  settings_security: "settings",
  settings_account: "settings",
  settings_sessions: "settings",
  settings_language: "settings",
  settings_appearance: "settings",
  not_found: "not-found",
};
const BARE = new Set<PageMatch["name"]>(["login", "signup", "reset", "verify"]);

/** Every page of the site. */
export const servePages: Route = (app, context) => {
  app.get("/*", { schema: { hide: true } }, (request, reply) => servePage(context, request, reply));
};

async function servePage(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const [path = "/"] = request.url.split("?");
  if (API_PATHS.test(path)) throw notFound();
  const page = matchPage(path);
  const failure = await problemIn(request, findViewer(context, request, reply));
  const elsewhere = failure instanceof Problem ? null : redirectFor(page, request);
  if (elsewhere !== null) return reply.redirect(elsewhere, 302);
  const loaded = failure instanceof Problem ? failure : await loadOr(context, request, page);
  return sendPage(context, request, reply, { page, loaded });
}

/** Private pages lead to the log-in page and back; who is logged in needs no log-in page. */
function redirectFor(page: PageMatch, { url, scope }: FastifyRequest): string | null {
  if (page.access === "private" && !scope.session) return `${pathTo("login")}?next=${encodeURIComponent(url)}`;
  return page.access === "guest" && scope.session ? "/" : null;
}

const loadOr = (context: Context, request: FastifyRequest, page: PageMatch) =>
  problemIn(request, loadPage({ context, scope: request.scope, page, language: languageOf(request) }));

async function problemIn<Value>({ log }: FastifyRequest, work: Promise<Value>): Promise<Value | Problem> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem) return error;
    log.error({ err: error }, "a page could not be made");
    return unavailable();
  }
}

interface Made {
  page: PageMatch;
  loaded: PageData | Problem;
}

function sendPage(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { page, loaded }: Made,
): FastifyReply {
  const { scope } = request;
  const language = languageOf(request);
  const { status, head, data, problem } = resultOf(page, loaded, language);
  const nonce = randomBytes(16).toString("base64url");
  const bootstrap: Bootstrap = {
    session: presentSession(context, scope),
    causal: scope.causal.token(),
    route: { name: page.name, params: page.params },
    data,
    problem,
    stale: scope.causal.stale,
  };
  if (problem?.retry_after) reply.header("retry-after", problem.retry_after);
  const html = context.shell.render({
    lang: language,
    theme: themeOf(request),
    nonce,
    head: headTags(head),
    assets: context.shell.assets(chunksOf(page.name, language)),
    bootstrap: bootstrapTag(bootstrap),
  });
  return reply.code(status).headers(pageHeaders(nonce, scope.site)).type("text/html; charset=utf-8").send(html);
}

function resultOf(page: PageMatch, loaded: PageData | Problem, language: Language) {
  if (!(loaded instanceof Problem)) return { status: 200, ...loaded, problem: null };
  const head = plainHead(pageTitle(titleOf(page, loaded), language));
  return { status: loaded.status, head, data: null, problem: loaded.body() };
}

const titleOf = (page: PageMatch, { status }: Problem) => (status === 404 ? "not_found" : page.name);

function chunksOf(name: PageMatch["name"], language: Language): string[] {
  const own = `src/app/pages/${CHUNKS[name] ?? name}.tsx`;
  const texts = `src/i18n/${language}`;
  return BARE.has(name) ? [own, `${texts}?entrance`] : ["src/app/shell.tsx", own, `${texts}.json`];
}

function languageOf({ scope, cookies, headers }: FastifyRequest): Language {
  const chosen = scope.session?.viewer.language ?? LANGUAGES.find((language) => language === cookies.language);
  if (chosen) return chosen;
  const wanted = (headers["accept-language"] ?? "").toLowerCase().split(",");
  const first = wanted.map((part) => part.trim().slice(0, 2)).find((part) => part === "ko" || part === "en");
  return first === "ko" ? "ko" : "en";
}

function themeOf({ scope, cookies }: FastifyRequest): Theme {
  return scope.session?.viewer.theme ?? THEMES.find((theme) => theme === cookies.theme) ?? "system";
}
