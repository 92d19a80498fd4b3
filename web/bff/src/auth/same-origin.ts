import type { FastifyRequest } from "fastify";
import type { Site } from "../http/site.ts";
import { Problem } from "../problems.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses what another site makes a browser send. Throws Problem. */
export function requireSameOrigin(request: FastifyRequest, site: Site): void {
  if (!SAFE.has(request.method) && !isSameOrigin(request, site)) {
    throw new Problem(403, "cross_site_request", "This request came from another site.");
  }
}

/** Whether a browser says that a page of this very origin sent the request. Plain http has only `Origin`. */
export function isSameOrigin({ headers }: FastifyRequest, site: Site): boolean {
  const fetchSite = headers["sec-fetch-site"];
  if (fetchSite !== undefined && fetchSite !== "same-origin") return false;
  if (headers.origin !== undefined) return headers.origin === site.origin && headers.host === site.host;
  return fetchSite === "same-origin";
}
