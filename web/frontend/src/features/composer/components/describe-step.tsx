import type { UseMutationResult } from "@tanstack/react-query";
import { LIMITS } from "@mockstagram/shared/limits";
import { useTranslation } from "react-i18next";
import { AltTexts } from "@/components/ui/alt-texts";
import { Avatar } from "@/components/ui/avatar";
import { TextArea } from "@/components/ui/text-area";
import { useRequiredViewer } from "@/lib/session";
import type { Dispatch } from "../hooks/use-composition";
import type { Composition } from "../model";
import styles from "./describe-step.module.css";
import { FileStates } from "./file-states";
import { MovingFiles } from "./moving-files";
import { PhotoNote } from "./photo-note";
import { Preview } from "./preview";
import { PublishState } from "./publish-state";
import { Thumbnail } from "./thumbnail";

interface DescribeStepProps {
  composition: Composition;
  dispatch: Dispatch;
  publishing: Pick<UseMutationResult<unknown, Error, void>, "error" | "isPending" | "mutate">;
}

export function DescribeStep({ composition, dispatch, publishing }: DescribeStepProps) {
  const { t } = useTranslation();
  const viewer = useRequiredViewer();
  return (
    <div className={styles.step}>
      <Preview composition={composition} />
      <div className={styles.panel}>
        <PublishState
          composition={composition}
          error={publishing.error}
          pending={publishing.isPending}
          onRetry={() => {
            publishing.mutate();
          }}
        />
        <FileStates items={composition.items} publishing={publishing.isPending} dispatch={dispatch} />
        <MovingFiles items={composition.items} />
        <div className={styles.author}>
          <Avatar avatar={viewer.avatar} username={viewer.username} size={32} />
          <span>{viewer.username}</span>
        </div>
        <TextArea
          label={t("composer.caption")}
          hideLabel
          placeholder={t("composer.captionHint")}
          rows={5}
          limit={LIMITS.caption}
          value={composition.caption}
          onChange={(event) => {
            dispatch({ type: "captioned", caption: event.target.value });
          }}
        />
        <AltTexts
          items={composition.items}
          thumbnail={(item) => <Thumbnail item={item} />}
          onChange={(id, alt) => {
            dispatch({ type: "changed", id, change: { alt } });
          }}
        />
        <PhotoNote items={composition.items} />
      </div>
    </div>
  );
}
