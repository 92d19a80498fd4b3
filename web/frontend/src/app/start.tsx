import type { Bootstrap } from "@mockstagram/shared/bootstrap";
import type { Language } from "@mockstagram/shared/limits";
import { createRoot } from "react-dom/client";
import { receiveToken } from "@/lib/api/causal";
import { whenUnauthenticated } from "@/lib/api/client";
import { staleStore } from "@/lib/api/stale";
import { readBootstrap } from "@/lib/bootstrap";
import { fetchFontLater, showCachedFont } from "@/lib/font";
import { startI18n } from "@/lib/i18n";
import { prepareForOffline, startOffline } from "@/lib/offline/start";
import { createQueryClient } from "@/lib/query";
import { goTo, loginPath, sessionStore } from "@/lib/session";
import { App } from "./app";
import { NotLoaded } from "./crashed";
import { isBare, loadPage } from "./pages";
import { seedCache } from "./seed";
import { fetchToastsLater } from "./toast-host";

/** Renders once the page's own code and texts are there, so that nothing flickers. */
export async function start(): Promise<void> {
  passNonceOn();
  const bootstrap = readBootstrap() ?? (await startOffline());
  const language = document.documentElement.lang === "ko" ? "ko" : "en";
  const root = document.getElementById("root");
  if (bootstrap) await startPage(root, bootstrap, language);
  else await sayOffline(root, language);
}

async function startPage(root: HTMLElement | null, bootstrap: Bootstrap, language: Language): Promise<void> {
  const client = createQueryClient();
  sessionStore.set(bootstrap.session);
  const prepared = prepareForOffline(bootstrap, client);
  receiveToken(bootstrap.causal);
  staleStore.set(bootstrap.stale);
  seedCache(client, bootstrap);
  forgetModal();
  whenUnauthenticated(() => {
    if (sessionStore.get().viewer) goTo(loginPath(window.location.pathname));
  });
  const { name } = bootstrap.route;
  const texts = startI18n(language, isBare(name) ? "entrance" : "whole");
  await Promise.all([texts, loadPage(name), showCachedFont(), prepared]);
  if (root) createRoot(root).render(<App client={client} />);
  fetchFontLater();
  if (bootstrap.session.viewer) fetchToastsLater();
}

async function sayOffline(root: HTMLElement | null, language: Language): Promise<void> {
  await startI18n(language, "entrance");
  if (root) createRoot(root).render(<NotLoaded />);
}

/** Radix puts a style element into the page while a dialog locks scrolling; this name is where its library looks for the nonce. */
function passNonceOn(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  Object.assign(globalThis, { __webpack_nonce__: nonce });
}

/** A reload shows the post itself: the page that lay behind the modal is gone. */
function forgetModal(): void {
  const state = window.history.state as Record<string, unknown> | null;
  if (state?.usr) window.history.replaceState({ ...state, usr: null }, "");
}
