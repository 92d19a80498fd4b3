import type { LogIn } from "@mockstagram/shared/api/session";
import { LIMITS } from "@mockstagram/shared/limits";
import { pathTo, safeReturnPath } from "@mockstagram/shared/paths";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Spinner } from "@/components/ui/spinner";
import { leaveToast } from "@/lib/leaving";
import { usePageTitle } from "@/lib/page-title";
import { goTo } from "@/lib/session";
import type { Closed } from "../closed";
import { AuthFrame } from "./auth-frame";
import { LogInForm } from "./log-in-form";

const LogInCodeForm = lazy(() => import("./log-in-code-form"));
const ReopenForm = lazy(() => import("./reopen-form"));

/** Name and password and, where they are needed, further steps: opening a deactivated account again, the second factor. */
export function LogInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [closed, setClosed] = useState<Closed | null>(null);
  const [asked, setAsked] = useState<LogIn | null>(null);
  const [news, setNews] = useState<string | null>(null);
  const frame = useFrame(asked, closed, search);
  usePageTitle(t("auth.logIn"));
  const enter = (told = news) => {
    if (told !== null) leaveToast(told);
    goTo(safeReturnPath(search.get("next")));
  };
  return (
    <AuthFrame {...frame} foot={<Foot />}>
      <Suspense fallback={<Spinner label={t("common.loading")} />}>
        {asked ? (
          <LogInCodeForm
            credentials={asked}
            onEntered={() => {
              enter();
            }}
            onBack={() => {
              setAsked(null);
            }}
          />
        ) : closed ? (
          <ReopenForm
            closed={closed}
            onEntered={enter}
            onAsked={(credentials, told) => {
              setNews(told);
              setAsked(credentials);
            }}
            onBack={() => {
              setClosed(null);
            }}
          />
        ) : (
          <LogInForm
            onEntered={() => {
              enter();
            }}
            onAsked={setAsked}
            onClosed={setClosed}
          />
        )}
      </Suspense>
    </AuthFrame>
  );
}

function Foot() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const next = search.get("next");
  return (
    <p>
      {t("auth.noAccount")}{" "}
      <Link to={{ pathname: pathTo("signup"), search: next ? `?next=${encodeURIComponent(next)}` : "" }}>
        {t("auth.signUp")}
      </Link>
    </p>
  );
}

/** What stands above the step. */
function useFrame(asked: LogIn | null, closed: Closed | null, search: URLSearchParams) {
  const { t } = useTranslation();
  const lead = useLead(search);
  if (asked) return { title: t("auth.codeTitle"), lead: t("auth.codeLead") };
  if (closed) return { title: t(closed.deletesAt ? "closing.keepTitle" : "closing.reopenTitle") };
  return { title: t("auth.logInTitle"), ...(lead ? { lead } : {}) };
}

/** What led here. */
function useLead(search: URLSearchParams): string | undefined {
  const { t } = useTranslation();
  if (search.has("reset")) return t("reset.done");
  if (search.get("closed") === "deactivated") return t("closing.deactivated");
  if (search.get("closed") === "deletion") return t("closing.deletionAsked", { days: LIMITS.deletionGraceDays });
  return undefined;
}
