import { useTranslation } from "react-i18next";
import type { Dispatch } from "../hooks/use-composition";
import type { Composition } from "../model";
import { FailedItems } from "./failed-items";
import styles from "./frame-step.module.css";
import { FrameEditor } from "./frame-editor";
import { FrameTools } from "./frame-tools";
import { Strip } from "./strip";

interface FrameStepProps {
  composition: Composition;
  dispatch: Dispatch;
  restored: boolean;
}

export function FrameStep({ composition, dispatch, restored }: FrameStepProps) {
  const { t } = useTranslation();
  const item = composition.items.find(({ id }) => id === composition.current) ?? composition.items[0];
  if (!item) return null;
  return (
    <div className={styles.step}>
      <p role="status" className={restored ? styles.restored : "visuallyHidden"}>
        {restored && t("composer.restored")}
      </p>
      <FrameEditor
        key={`${item.id}:${composition.aspect}`}
        item={item}
        aspect={composition.aspect}
        dispatch={dispatch}
      />
      <FrameTools item={item} aspect={composition.aspect} dispatch={dispatch} />
      <FailedItems items={[item]} dispatch={dispatch} />
      <Strip composition={composition} dispatch={dispatch} />
    </div>
  );
}
