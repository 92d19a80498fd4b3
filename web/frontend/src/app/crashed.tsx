import { CloudOff, RotateCw, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import type { FallbackProps } from "react-error-boundary";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** How browsers say, each in its own words, that they could not fetch code. */
const NOT_FETCHED = /dynamically imported module|importing a module script failed/i;

/** What is left when a part of the page has failed to render, or its code did not come. */
export function Crashed({ error }: FallbackProps) {
  const { t } = useTranslation();
  const fetched = !(error instanceof Error && NOT_FETCHED.test(error.message));
  useReloadOnceOnline(!fetched);
  return (
    <main id="main" role="alert">
      <EmptyState
        icon={fetched ? TriangleAlert : CloudOff}
        title={t(fetched ? "system.crashed" : "system.notLoaded")}
        text={t(fetched ? "system.crashedText" : "system.notLoadedText")}
      >
        <Button variant="primary" onClick={reload}>
          <RotateCw size={16} aria-hidden="true" />
          {t("system.reload")}
        </Button>
      </EmptyState>
    </main>
  );
}

function reload(): void {
  window.location.reload();
}

/** Code that could not be fetched is not asked for again without a reload. */
function useReloadOnceOnline(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return undefined;
    window.addEventListener("online", reload);
    return () => {
      window.removeEventListener("online", reload);
    };
  }, [wanted]);
}
