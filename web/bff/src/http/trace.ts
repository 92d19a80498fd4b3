import { randomBytes } from "node:crypto";

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** W3C trace context of one request. */
export interface Trace {
  traceId: string;
  header: string;
}

/** Goes on with the caller's trace, or begins one. */
export function traceFrom(traceparent: string | undefined): Trace {
  const [, traceId = randomBytes(16).toString("hex"), , flags = "01"] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  return { traceId, header: `00-${traceId}-${randomBytes(8).toString("hex")}-${flags}` };
}
