import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { networkOf } from "../auth/secrets.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problems.ts";
import type { FloodCounts } from "./flood-counts.ts";

const WINDOW_MS = 60_000;
const PER_MINUTE = { reads: 3_000, writes: 300 };

/** A guard against floods per address; limits that protect credentials are counted by the user service. */
export async function guardAgainstFloods(app: FastifyInstance, { config, floods }: Context): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    hook: "onRequest",
    timeWindow: WINDOW_MS,
    max: (request) => PER_MINUTE[kindOf(request)] * config.limitsMultiplier,
    keyGenerator: (request) => `${kindOf(request)}:${networkOf(request.ip)}`,
    store: storeOf(floods),
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { max, ttl }) =>
      new Problem(429, "rate_limited", "Too many requests; wait a while.", {
        limit: max,
        retry_after: Math.ceil(ttl / 1000),
      }),
  });
}

const kindOf = ({ method }: FastifyRequest) => (method === "GET" || method === "HEAD" ? "reads" : "writes");

type Answer = (error: Error | null, result?: { current: number; ttl: number }) => void;

/** Fastify's rate limit wants a class that it makes itself, one for each route. */
const storeOf = (counts: FloodCounts) =>
  class Store {
    incr(key: string, answer: Answer, windowMs: number): void {
      answer(null, counts.add(key, windowMs));
    }

    child(): Store {
      return this;
    }
  };
