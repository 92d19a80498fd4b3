import { context, propagation, SpanKind, SpanStatusCode, trace, type Span } from "@opentelemetry/api";
import type { FastifyReply, FastifyRequest } from "fastify";

const tracer = trace.getTracer("bff");
const spans = new WeakMap<FastifyRequest, Span>();

/** Begins the span of a request; costs nothing but a look-up while no exporter is configured. */
export function startSpan(request: FastifyRequest): void {
  const parent = propagation.extract(context.active(), { traceparent: request.scope.trace.header });
  const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER }, parent);
  if (!span.isRecording()) return;
  spans.set(request, span);
  const { traceId, spanId } = span.spanContext();
  request.scope.trace = { traceId, header: `00-${traceId}-${spanId}-01` };
}

export function endSpan(request: FastifyRequest, reply: FastifyReply): void {
  const span = spans.get(request);
  if (!span) return;
  const route = request.routeOptions.url ?? "none";
  span.updateName(`${request.method} ${route}`);
  span.setAttributes({ "http.route": route, "http.response.status_code": reply.statusCode });
  if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
