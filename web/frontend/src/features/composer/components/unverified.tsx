import { pathTo } from "@mockstagram/shared/paths";
import { MailWarning } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function Unverified() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={MailWarning} title={t("composer.unverified")} text={t("composer.unverifiedText")}>
      <Link to={pathTo("verify")} className={buttonClass("primary")}>
        {t("auth.verify")}
      </Link>
    </EmptyState>
  );
}
