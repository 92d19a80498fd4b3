import type { PageMatch } from "@mockstagram/shared/paths";
import { lazy, useState, type ComponentType } from "react";
import { completeTexts } from "@/lib/i18n";

type Load = () => Promise<{ default: ComponentType }>;

/** A page in its own chunk. One that is loaded already renders at once instead of suspending. */
function page(fetchPage: Load) {
  let loaded: ComponentType | null = null;
  const load: Load = async () => {
    const module = await fetchPage();
    loaded = module.default;
    return module;
  };
  const Lazy = lazy(load);
  function Page() {
    const [Component] = useState(() => loaded ?? Lazy);
    return <Component />;
  }
  return { load, Page };
}

export const shell = page(async () => {
  const [module] = await Promise.all([import("./shell"), completeTexts()]);
  return module;
});
export const home = page(() => import("./pages/home"));
export const login = page(() => import("./pages/login"));
export const signup = page(() => import("./pages/signup"));
export const verify = page(() => import("./pages/verify"));
export const reset = page(() => import("./pages/reset"));
export const settings = page(() => import("./pages/settings"));
export const requests = page(() => import("./pages/requests"));
export const post = page(() => import("./pages/post"));
export const profile = page(() => import("./pages/profile"));
export const archive = page(() => import("./pages/archive"));
export const hashtag = page(() => import("./pages/hashtag"));
export const notFound = page(() => import("./pages/not-found"));

type Name = PageMatch["name"];

/** Pages without the frame. */
const BARE = { login, signup, reset, verify };

export const isBare = (name: Name): name is keyof typeof BARE => name in BARE;

const FRAMED: Readonly<Record<Exclude<Name, keyof typeof BARE>, { load: Load }>> = {
  home,
  create: home,
  archive,
  hashtag,
  post,
  profile,
  followers: profile,
  following: profile,
  mutuals: profile,
  requests,
  settings_profile: settings,
  settings_privacy: settings,
  settings_blocked: settings,
  settings_muted: settings,
  settings_security: settings,
  settings_account: settings,
  settings_sessions: settings,
  settings_language: settings,
  settings_appearance: settings,
  not_found: notFound,
};

/** Fetches the code of the page that the address names. */
export async function loadPage(name: Name): Promise<void> {
  if (isBare(name)) await BARE[name].load();
  else await Promise.all([shell.load(), FRAMED[name].load()]);
}
