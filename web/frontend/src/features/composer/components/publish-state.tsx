import { RotateCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useProblemText } from "@/lib/problem-text";
import { PicturesFailed } from "../hooks/use-publish";
import type { Composition } from "../model";
import styles from "./describe-step.module.css";

interface PublishStateProps {
  composition: Composition;
  error: Error | null;
  pending: boolean;
  onRetry: () => void;
}

/** How publishing goes; when it fails, why, that nothing is lost, and the way on. */
export function PublishState({ composition, error, pending, onRetry }: PublishStateProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const of = composition.items.length;
  const ready = composition.items.filter((item) => item.progress.state === "ready").length;
  const doing = ready < of ? t("composer.preparing", { ready, of }) : t("composer.publishing");
  return (
    <>
      <p role="status" className={pending ? styles.state : "visuallyHidden"}>
        {pending && doing}
      </p>
      <div role="alert" className={styles.alerts}>
        {error && !(error instanceof PicturesFailed) && !pending && (
          <div className={styles.alert}>
            <p>{textOf(error)}</p>
            <p>{t("composer.nothingLost")}</p>
            <Button onClick={onRetry}>
              <RotateCw size={16} aria-hidden="true" />
              {t("common.tryAgain")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
