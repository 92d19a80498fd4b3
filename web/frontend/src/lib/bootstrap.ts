import type { Bootstrap } from "@mockstagram/shared/bootstrap";

/** What the page's HTML brought along. */
export function readBootstrap(): Bootstrap {
  const text = document.getElementById("bootstrap")?.textContent;
  if (!text) throw new Error("The page came without its data.");
  return JSON.parse(text) as Bootstrap;
}
