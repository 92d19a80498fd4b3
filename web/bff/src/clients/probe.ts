import { Pool } from "undici";
import { exchange } from "./exchange.ts";

const DEADLINE_MS = 1_000;

/** Asks the primary region's gateway for a sign of life; any answer is one. */
export function probePrimary(url: string): () => Promise<unknown> {
  const pool = new Pool(url, { connections: 6, keepAliveTimeout: 55_000 });
  const request = { method: "GET", path: "/health", headers: {}, body: null, deadlineMs: DEADLINE_MS };
  return () => exchange(pool, request);
}
