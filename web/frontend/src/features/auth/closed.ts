import type { LogIn } from "@mockstagram/shared/api/session";
import { ApiProblem } from "@/lib/api/problem";

/** A deactivated account that somebody with the right password wants to log in to; `deletesAt` when it is to be deleted. */
export interface Closed {
  credentials: LogIn;
  deletesAt: string | null;
}

/** Whether a log-in was refused for want of the second factor alone. */
export const isAsked = (error: Error) => error instanceof ApiProblem && error.code === "totp_required";

export function closedBy(error: Error, credentials: LogIn): Closed | null {
  if (!(error instanceof ApiProblem) || error.code !== "account_deactivated") return null;
  return { credentials, deletesAt: error.problem.deletes_at ?? null };
}
