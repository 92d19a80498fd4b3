import { LIMITS } from "@mockstagram/shared/limits";
import { pathTo, safeReturnPath } from "@mockstagram/shared/paths";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { usePageTitle } from "@/lib/page-title";
import { goTo } from "@/lib/session";
import type { Closed } from "../closed";
import { AuthFrame } from "./auth-frame";
import { LogInForm } from "./log-in-form";

const ReopenForm = lazy(() => import("./reopen-form"));

export function LogInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [closed, setClosed] = useState<Closed | null>(null);
  const lead = useLead(search);
  usePageTitle(t("auth.logIn"));
  const next = search.get("next");
  const enter = () => {
    goTo(safeReturnPath(next));
  };
  return (
    <AuthFrame
      title={closed ? t(closed.deletesAt ? "closing.keepTitle" : "closing.reopenTitle") : t("auth.logInTitle")}
      {...(lead && !closed ? { lead } : {})}
      foot={
        <p>
          {t("auth.noAccount")}{" "}
          <Link to={{ pathname: pathTo("signup"), search: next ? `?next=${encodeURIComponent(next)}` : "" }}>
            {t("auth.signUp")}
          </Link>
        </p>
      }
    >
      {closed ? (
        <Suspense fallback={null}>
          <ReopenForm
            closed={closed}
            onEntered={enter}
            onBack={() => {
              setClosed(null);
            }}
          />
        </Suspense>
      ) : (
        <LogInForm onEntered={enter} onClosed={setClosed} />
      )}
    </AuthFrame>
  );
}

/** What led here. */
function useLead(search: URLSearchParams): string | undefined {
  const { t } = useTranslation();
  if (search.has("reset")) return t("reset.done");
  if (search.get("closed") === "deactivated") return t("closing.deactivated");
  if (search.get("closed") === "deletion") return t("closing.deletionAsked", { days: LIMITS.deletionGraceDays });
  return undefined;
}
