import type { LogIn } from "@mockstagram/shared/api/session";
import { pathTo, safeReturnPath } from "@mockstagram/shared/paths";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { Spinner } from "@/components/ui/spinner";
import { usePageTitle } from "@/lib/page-title";
import { goTo } from "@/lib/session";
import { AuthFrame } from "./auth-frame";
import { LogInForm } from "./log-in-form";

const LogInCodeForm = lazy(() => import("./log-in-code-form"));

/** Name and password and, where somebody has a second factor, a code of it in a step of its own. */
export function LogInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [asked, setAsked] = useState<LogIn | null>(null);
  usePageTitle(t("auth.logIn"));
  const next = search.get("next");
  const enter = () => {
    goTo(safeReturnPath(next));
  };
  const lead = asked ? t("auth.codeLead") : search.has("reset") && t("reset.done");
  return (
    <AuthFrame
      title={t(asked ? "auth.codeTitle" : "auth.logInTitle")}
      {...(lead ? { lead } : {})}
      foot={
        <p>
          {t("auth.noAccount")}{" "}
          <Link to={{ pathname: pathTo("signup"), search: next ? `?next=${encodeURIComponent(next)}` : "" }}>
            {t("auth.signUp")}
          </Link>
        </p>
      }
    >
      {asked ? (
        <Suspense fallback={<Spinner label={t("common.loading")} />}>
          <LogInCodeForm
            credentials={asked}
            onEntered={enter}
            onBack={() => {
              setAsked(null);
            }}
          />
        </Suspense>
      ) : (
        <LogInForm onEntered={enter} onAsked={setAsked} />
      )}
    </AuthFrame>
  );
}
