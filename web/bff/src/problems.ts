import { STATUS_CODES } from "node:http";
import type { ErrorCode, Problem as ProblemBody } from "@mockstagram/shared/errors";

type Members = Readonly<Record<string, unknown>>;

/** A refusal with a stable code; becomes application/problem+json at the edge of the request. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly members: Members = {},
  ) {
    super(`${status} ${code}`);
    this.name = "Problem";
  }

  get retryAfter(): number | null {
    const seconds = this.members.retry_after;
    return typeof seconds === "number" ? seconds : null;
  }

  body(): ProblemBody {
    return {
      type: "about:blank",
      title: STATUS_CODES[this.status] ?? "Error",
      status: this.status,
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...this.members,
    };
  }
}

export const unauthenticated = () => new Problem(401, "unauthenticated", "Log in first.");
export const notFound = () => new Problem(404, "not_found", "There is nothing here.");
export const postNotFound = () => new Problem(404, "post_not_found", "There is no such post.");
export const accountPrivate = () => new Problem(403, "account_private", "This account is private.");

export const malformed = (path: string, message: string) =>
  new Problem(422, "malformed", "The request is not of the documented form.", { errors: [{ path, message }] });

export const unavailable = () =>
  new Problem(503, "unavailable", "A part of the service cannot be reached. Try again soon.", { retry_after: 1 });

export const primaryUnreachable = () =>
  new Problem(503, "primary_unreachable", "Changes cannot be saved right now. Try again soon.", { retry_after: 2 });

/** The request may have been carried out: only a repetition with the same idempotency key can tell. */
export const outcomeUnknown = () =>
  new Problem(504, "deadline_exceeded", "The answer took too long.", { outcome: "unknown" });

const STANDARD = new Set(["type", "title", "status"]);
const withoutStandard = (members: object) =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !STANDARD.has(name)));

/** The problem that a service answered with, its extension members kept. */
export function problemOf(status: number, body: unknown): Problem {
  if (status === 500 || status === 502 || typeof body !== "object" || body === null) return unavailable();
  const { code, detail, ...members } = body as Partial<ProblemBody>;
  if (typeof code !== "string") return status < 500 ? new Problem(status, "malformed") : unavailable();
  return new Problem(status, code as ErrorCode, detail, withoutStandard(members));
}
