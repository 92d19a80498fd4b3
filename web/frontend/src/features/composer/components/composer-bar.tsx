import { ArrowLeft, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { captionProblem, exceeds } from "@mockstagram/shared/text";
import { LIMITS } from "@mockstagram/shared/limits";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { Dispatch } from "../hooks/use-composition";
import type { Composition } from "../model";
import styles from "./composer.module.css";

interface ComposerBarProps {
  composition: Composition;
  dispatch: Dispatch;
  busy: boolean;
  onClose: () => void;
  onShare: () => void;
}

const TITLES = {
  pick: "composer.pickTitle",
  frame: "composer.frameTitle",
  describe: "composer.describeTitle",
} as const;

export function ComposerBar({ composition, dispatch, busy, onClose, onShare }: ComposerBarProps) {
  const { t } = useTranslation();
  const { step } = composition;
  return (
    <header className={styles.bar}>
      {step === "describe" ? (
        <IconButton
          label={t("common.back")}
          disabled={busy}
          onClick={() => {
            dispatch({ type: "step", step: "frame" });
          }}
        >
          <ArrowLeft size={24} aria-hidden="true" />
        </IconButton>
      ) : (
        <IconButton label={t("common.close")} onClick={onClose}>
          <X size={24} aria-hidden="true" />
        </IconButton>
      )}
      <Radix.Title className={styles.title}>{t(TITLES[step])}</Radix.Title>
      {step === "frame" && (
        <Button
          variant="text"
          onClick={() => {
            dispatch({ type: "step", step: "describe" });
          }}
        >
          {t("common.next")}
        </Button>
      )}
      {step === "describe" && (
        <Button variant="text" busy={busy} disabled={!isComplete(composition)} onClick={onShare}>
          {t("composer.share")}
        </Button>
      )}
    </header>
  );
}

function isComplete({ items, caption }: Composition): boolean {
  const fits = captionProblem(caption) === null && items.every((item) => !exceeds(item.alt, LIMITS.altText));
  return fits && items.every((item) => item.progress.state !== "failed");
}
