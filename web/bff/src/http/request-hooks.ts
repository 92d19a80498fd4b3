import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { admit } from "../auth/access.ts";
import { newDevice } from "../auth/secrets.ts";
import { readDevice, setDevice, setPlain } from "../auth/cookies.ts";
import { requireSameOrigin } from "../auth/same-origin.ts";
import { CausalScope } from "../causal/scope.ts";
import type { Context } from "../context.ts";
import { malformed } from "../problems.ts";
import { recordRequest } from "../telemetry/metrics.ts";
import { endSpan, startSpan } from "../telemetry/spans.ts";
import { RequestScope } from "./scope.ts";
import { traceFrom } from "./trace.ts";

declare module "fastify" {
  interface FastifyRequest {
    scope: RequestScope;
  }
}

const CAUSAL_MOST = 2_048;
const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;

/** Gives every request its scope, admits its viewer, and tells the browser what the request has seen and cost. */
export function addRequestScope(app: FastifyInstance, context: Context): void {
  app.decorateRequest("scope", null as unknown as RequestScope);
  app.addHook("onRequest", (request, _reply, done) => {
    request.scope = createScope(context, request);
    startSpan(request);
    requireSameOrigin(request, request.scope.site);
    done();
  });
  app.addHook("preValidation", async (request, reply) => {
    takeWriteHeaders(request, reply);
    await admit(context, request, reply);
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    addAnswerHeaders(context, request, reply);
    done(null, payload);
  });
  app.addHook("onResponse", (request, reply, done) => {
    record(request, reply);
    done();
  });
}

function createScope({ codec, sites }: Context, request: FastifyRequest): RequestScope {
  const { headers } = request;
  const causal = one(headers["x-causal"]) ?? request.cookies?.causal ?? "";
  const site = sites.of(headers.host, headers["x-forwarded-proto"] === "https");
  return new RequestScope(
    new CausalScope(codec, causal.length <= CAUSAL_MOST ? causal : ""),
    traceFrom(one(headers.traceparent)),
    site,
  );
}

function takeWriteHeaders(request: FastifyRequest, reply: FastifyReply): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const { scope } = request;
  const key = one(request.headers["idempotency-key"]) ?? null;
  if (key !== null && !IDEMPOTENCY_KEY.test(key)) {
    throw malformed("idempotency-key", "8 to 64 letters, digits, - or _");
  }
  scope.idempotencyKey = key;
  scope.device = readDevice(request, scope.site);
  if (scope.device !== null) return;
  scope.device = newDevice();
  setDevice(reply, scope.site, scope.device);
}

function addAnswerHeaders({ config }: Context, request: FastifyRequest, reply: FastifyReply): void {
  const { scope } = request;
  const seen = scope.causal.answer();
  if (seen) {
    reply.header("x-causal", seen.token);
    if (seen.applied) reply.header("x-causal-applied", seen.applied);
    setPlain(reply, "causal", seen.token);
  }
  if (scope.causal.stale) reply.header("x-stale", "1");
  reply.header("server-timing", scope.timings.header(config.region, performance.now() - scope.startedAt));
  reply.header("x-content-type-options", "nosniff");
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "private, no-store");
}

function record(request: FastifyRequest, reply: FastifyReply): void {
  const { scope, log, method } = request;
  const route = `${method} ${request.routeOptions.url ?? "none"}`;
  const milliseconds = performance.now() - scope.startedAt;
  recordRequest(route, reply.statusCode, milliseconds);
  endSpan(request, reply);
  log.info(
    {
      route,
      status: reply.statusCode,
      ms: Math.round(milliseconds * 10) / 10,
      wan: scope.timings.wan,
      viewer: scope.viewerId,
      trace_id: scope.trace.traceId,
    },
    "request",
  );
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
