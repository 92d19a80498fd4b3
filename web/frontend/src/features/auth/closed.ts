import type { LogIn } from "@mockstagram/shared/api/session";
import { formatDay } from "@mockstagram/shared/format";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/lib/api/problem";
import { leaveToast } from "@/lib/leaving";

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

/** Has the next page say that the account is there again. */
export function useTellReopened(): (closed: Closed) => void {
  const { t, i18n } = useTranslation();
  return ({ deletesAt }) => {
    leaveToast(deletesAt ? t("closing.kept", { date: formatDay(deletesAt, i18n.language) }) : t("closing.reopened"));
  };
}
