import type { LogIn } from "@mockstagram/shared/api/session";

/** A deactivated account that somebody with the right password wants to log in to; `deletesAt` when it is to be deleted. */
export interface Closed {
  credentials: LogIn;
  deletesAt: string | null;
}
