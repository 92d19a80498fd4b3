import { pathTo } from "@mockstagram/shared/paths";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePageTitle } from "@/lib/page-title";
import { AuthFrame } from "./auth-frame";
import { ResetAskForm } from "./reset-ask-form";
import { ResetEnterForm } from "./reset-enter-form";

/** Two steps: whose password, then the code that was mailed with the new password. */
export function ResetPage() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<string | null>(null);
  usePageTitle(t("reset.title"));
  return (
    <AuthFrame
      title={t("reset.title")}
      lead={asked === null ? t("reset.lead") : t("reset.sent", { name: asked })}
      foot={<Link to={pathTo("login")}>{t("reset.back")}</Link>}
    >
      {asked === null ? (
        <ResetAskForm onAsked={setAsked} />
      ) : (
        <ResetEnterForm
          identifier={asked}
          onAgain={() => {
            setAsked(null);
          }}
        />
      )}
    </AuthFrame>
  );
}
