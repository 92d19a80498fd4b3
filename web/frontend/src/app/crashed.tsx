import { RotateCw, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** What is left when a part of the page has failed to render. */
export function Crashed() {
  const { t } = useTranslation();
  return (
    <main id="main" role="alert">
      <EmptyState icon={TriangleAlert} title={t("system.crashed")} text={t("system.crashedText")}>
        <Button
          variant="primary"
          onClick={() => {
            window.location.reload();
          }}
        >
          <RotateCw size={16} aria-hidden="true" />
          {t("system.reload")}
        </Button>
      </EmptyState>
    </main>
  );
}
