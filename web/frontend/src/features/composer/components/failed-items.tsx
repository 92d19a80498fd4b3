import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useProblemText } from "@/lib/problem-text";
import type { Dispatch } from "../hooks/use-composition";
import type { Item } from "../model";
import styles from "./describe-step.module.css";

interface FailedItemsProps {
  items: readonly Item[];
  dispatch: Dispatch;
}

/** Which pictures could not be made ready, why, and what can be done about it. */
export function FailedItems({ items, dispatch }: FailedItemsProps) {
  return (
    <div role="alert" className={styles.alerts}>
      {items.map((item) => (
        <FailedItem key={item.id} item={item} dispatch={dispatch} />
      ))}
    </div>
  );
}

function FailedItem({ item, dispatch }: { item: Item; dispatch: Dispatch }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (item.progress.state !== "failed") return null;
  const { problem } = item.progress;
  return (
    <div className={styles.alert}>
      <p>
        <strong>{item.file.name}</strong>: {textOf(problem)}
      </p>
      <div className={styles.alertActs}>
        {problem.transient && (
          <Button
            onClick={() => {
              dispatch({ type: "progress", id: item.id, progress: { state: "waiting" } });
            }}
          >
            {t("common.tryAgain")}
          </Button>
        )}
        <Button
          onClick={() => {
            dispatch({ type: "removed", id: item.id });
          }}
        >
          {t("composer.remove")}
        </Button>
      </div>
    </div>
  );
}
