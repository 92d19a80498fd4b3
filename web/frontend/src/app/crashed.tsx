import { CloudOff, RotateCw, TriangleAlert, type LucideIcon } from "lucide-react";
import { useEffect } from "react";
import type { FallbackProps } from "react-error-boundary";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** How browsers say, each in its own words, that they could not fetch code. */
const NOT_FETCHED = /dynamically imported module|importing a module script failed/i;

/** What is left when a part of the page has failed to render, or its code did not come. */
export function Crashed({ error }: FallbackProps) {
  if (error instanceof Error && NOT_FETCHED.test(error.message)) return <NotLoaded />;
  return <Reloadable icon={TriangleAlert} title="system.crashed" text="system.crashedText" />;
}

/** Code that could not be fetched is not asked for again without a reload. */
export function NotLoaded() {
  useEffect(() => {
    window.addEventListener("online", reload);
    return () => {
      window.removeEventListener("online", reload);
    };
  }, []);
  return <Reloadable icon={CloudOff} title="system.notLoaded" text="system.notLoadedText" />;
}

interface ReloadableProps {
  icon: LucideIcon;
  title: "system.crashed" | "system.notLoaded";
  text: "system.crashedText" | "system.notLoadedText";
}

function Reloadable({ icon, title, text }: ReloadableProps) {
  const { t } = useTranslation();
  return (
    <main id="main" role="alert">
      <EmptyState icon={icon} title={t(title)} text={t(text)}>
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
