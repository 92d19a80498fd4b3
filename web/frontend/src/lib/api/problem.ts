import type { ErrorCode, Problem } from "@mockstagram/shared/errors";

/** Codes that only the client gives, when no answer came. */
export const CLIENT_CODES = ["network", "timeout"] as const;

/** Codes of media-server, which the browser speaks to directly: refusals of pictures, then of requests. */
export const UPLOAD_CODES = [
  "crop_outside",
  "damaged",
  "empty",
  "framing",
  "length_mismatch",
  "not_a_picture",
  "offset_mismatch",
  "store_unavailable",
  "too_complex",
  "too_large",
  "too_many_pixels",
  "truncated",
  "unsupported_format",
  "ticket_invalid",
  "too_busy",
  "too_many_uploads",
  "tus_version",
  "upload_expired",
  "upload_incomplete",
  "upload_interrupted",
  "upload_locked",
  "upload_not_found",
  "upload_quota",
  "wrong_content_type",
] as const;

export type ProblemCode = ErrorCode | (typeof UPLOAD_CODES)[number] | (typeof CLIENT_CODES)[number];

export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = "ApiProblem";
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** The same request may succeed a moment later. */
  get transient(): boolean {
    return this.status === 0 || this.status === 425 || this.status === 503 || this.status === 504;
  }
}

export const isAbsent = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;

export function noAnswer(code: (typeof CLIENT_CODES)[number]): ApiProblem {
  return new ApiProblem({ type: "about:blank", title: code, status: 0, code });
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblemBody(body)) return new ApiProblem(body);
  const code = response.status >= 500 ? "unavailable" : "malformed";
  return new ApiProblem({ type: "about:blank", title: response.statusText, status: response.status, code });
}

function isProblemBody(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "status" in body;
}
