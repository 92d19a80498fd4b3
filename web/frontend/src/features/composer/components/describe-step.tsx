import type { UseMutationResult } from "@tanstack/react-query";
import { AltTexts } from "@/components/ui/alt-texts";
import { Avatar } from "@/components/ui/avatar";
import { CaptionField } from "@/components/ui/caption-field";
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
        <CaptionField
          value={composition.caption}
          onChange={(caption) => {
            dispatch({ type: "captioned", caption });
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
