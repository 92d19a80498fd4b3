import type { Bootstrap } from "@mockstagram/shared/bootstrap";

/** What the page's HTML brought along; null for the service worker's page, which has nothing of anybody. */
export function readBootstrap(): Bootstrap | null {
  const text = document.getElementById("bootstrap")?.textContent;
  return text ? (JSON.parse(text) as Bootstrap) : null;
}
