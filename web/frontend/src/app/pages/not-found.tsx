import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { usePageTitle } from "@/lib/page-title";

export default function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t("system.notFound"));
  return (
    <EmptyState icon={SearchX} title={t("system.notFound")} text={t("system.notFoundText")}>
      <Link to="/" className={buttonClass("primary")}>
        {t("system.toHome")}
      </Link>
    </EmptyState>
  );
}
