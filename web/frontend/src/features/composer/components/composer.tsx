import { useTranslation } from "react-i18next";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { focusItself } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { useBeforeUnload } from "@/lib/before-unload";
import { useRequiredViewer } from "@/lib/session";
import { useComposition } from "../hooks/use-composition";
import { usePublish } from "../hooks/use-publish";
import { useUploads } from "../hooks/use-uploads";
import { hasContent } from "../model";
import styles from "./composer.module.css";
import { ComposerBar } from "./composer-bar";
import { DescribeStep } from "./describe-step";
import { FrameStep } from "./frame-step";
import { LeaveSheet } from "./leave-sheet";
import { PickStep } from "./pick-step";
import { Unverified } from "./unverified";

interface ComposerProps {
  onClose: () => void;
  onPublished: () => void;
}

export function Composer({ onClose, onPublished }: ComposerProps) {
  const { t } = useTranslation();
  const viewer = useRequiredViewer();
  const work = useComposition(viewer.id);
  const { composition, dispatch, store } = work;
  const [leaving, setLeaving] = useState(false);
  const publishing = usePublish(store, () => work.finish().then(onPublished));
  useUploads(composition, dispatch);
  useBeforeUnload(hasContent(composition));
  const leave = () => {
    if (hasContent(composition)) setLeaving(true);
    else onClose();
  };
  return (
    <Radix.Root open onOpenChange={leave}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={styles.composer}
          data-step={composition.step}
          aria-describedby={undefined}
          onOpenAutoFocus={focusItself}
          onInteractOutside={(event) => {
            event.preventDefault();
          }}
        >
          <ComposerBar
            composition={composition}
            dispatch={dispatch}
            busy={publishing.isPending}
            onClose={leave}
            onShare={() => {
              publishing.mutate();
            }}
          />
          {work.loading ? (
            <div className={styles.loading}>
              <Spinner label={t("common.loading")} />
            </div>
          ) : (
            <StepOf work={work} publishing={publishing} verified={viewer.verified} />
          )}
          {leaving && (
            <LeaveSheet
              onStay={() => {
                setLeaving(false);
              }}
              onKeep={() => void work.keep().then(onClose)}
              onDiscard={() => void work.finish().then(onClose)}
            />
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface StepOfProps {
  work: ReturnType<typeof useComposition>;
  publishing: ReturnType<typeof usePublish>;
  verified: boolean;
}

function StepOf({ work, publishing, verified }: StepOfProps) {
  const { composition, dispatch, restored } = work;
  if (!verified) return <Unverified />;
  switch (composition.step) {
    case "pick":
      return <PickStep composition={composition} dispatch={dispatch} />;
    case "frame":
      return <FrameStep composition={composition} dispatch={dispatch} restored={restored} />;
    case "describe":
      return <DescribeStep composition={composition} dispatch={dispatch} publishing={publishing} />;
  }
}
