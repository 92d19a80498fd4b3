/** The pages of the site, shared by the client's router and the BFF's HTML. */
export type Access = "public" | "private" | "guest";

export interface PageRoute {
  name: string;
  pattern: string;
  /** guest: only for people who are not logged in; private: leads to the log-in page and back. */
  access: Access;
}

export const PAGES = [
  { name: "home", pattern: "/", access: "private" },
  { name: "login", pattern: "/accounts/login", access: "guest" },
  { name: "signup", pattern: "/accounts/signup", access: "guest" },
  { name: "reset", pattern: "/accounts/password/reset", access: "public" },
  { name: "verify", pattern: "/accounts/verify", access: "private" },
  { name: "settings_profile", pattern: "/settings/profile", access: "private" },
  { name: "settings_privacy", pattern: "/settings/privacy", access: "private" },
  { name: "settings_muted", pattern: "/settings/muted", access: "private" },
  { name: "settings_blocked", pattern: "/settings/blocked", access: "private" },
  { name: "settings_security", pattern: "/settings/security", access: "private" },
  { name: "settings_account", pattern: "/settings/account", access: "private" },
  { name: "settings_sessions", pattern: "/settings/sessions", access: "private" },
  { name: "settings_language", pattern: "/settings/language", access: "private" },
  { name: "settings_appearance", pattern: "/settings/appearance", access: "private" },
  { name: "requests", pattern: "/follow-requests", access: "private" },
  { name: "create", pattern: "/create", access: "private" },
  { name: "archive", pattern: "/archive", access: "private" },
  { name: "hashtag", pattern: "/explore/tags/:tag", access: "public" },
  { name: "post", pattern: "/p/:code", access: "public" },
  { name: "profile", pattern: "/:username", access: "public" },
  { name: "followers", pattern: "/:username/followers", access: "private" },
  { name: "following", pattern: "/:username/following", access: "private" },
  { name: "mutuals", pattern: "/:username/mutuals", access: "private" },
] as const satisfies readonly PageRoute[];

export type PageName = (typeof PAGES)[number]["name"];

export interface PageMatch {
  name: PageName | "not_found";
  params: Record<string, string>;
  access: Access;
}

const segmentsOf = (path: string) => path.split("/").filter((segment) => segment !== "");

const PATTERNS = PAGES.map((page) => ({ ...page, segments: segmentsOf(page.pattern) }));

/** The page that `pathname` names, or `not_found`. Fixed patterns win over those with parameters. */
export function matchPage(pathname: string): PageMatch {
  const segments = segmentsOf(pathname);
  for (const { name, access, segments: pattern } of PATTERNS) {
    const params = matchSegments(pattern, segments);
    if (params) return { name, params, access };
  }
  return { name: "not_found", params: {}, access: "public" };
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith(":")) {
      const value = decodeSegment(segment);
      if (value === null) return null;
      params[part.slice(1)] = value;
    } else if (part !== segment) return null;
  }
  return params;
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/** The path of a page, with parameters filled in and escaped. */
export function pathTo(name: PageName, params: Readonly<Record<string, string>> = {}): string {
  const page = PAGES.find((candidate) => candidate.name === name);
  return (page?.pattern ?? "/").replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ""));
}

/** A path of this site to return to after logging in; anything else becomes the home page. */
export function safeReturnPath(candidate: string | null | undefined): string {
  return candidate && /^\/(?![/\\])[^\\\s]*$/.test(candidate) ? candidate : "/";
}

export const API = "/api/v1";
