import { formatBytes } from "@mockstagram/shared/format";
import { LIMITS } from "@mockstagram/shared/limits";
import { ImagePlus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { ACCEPTED } from "@/lib/upload/check";
import { sortFiles, type Refused } from "../add-files";
import type { Dispatch } from "../hooks/use-composition";
import { useDrop } from "../hooks/use-drop";
import type { Composition } from "../model";
import styles from "./pick-step.module.css";
import { PhotoNote } from "./photo-note";
import { RefusedFiles } from "./refused-files";

interface PickStepProps {
  composition: Composition;
  dispatch: Dispatch;
}

export function PickStep({ composition, dispatch }: PickStepProps) {
  const { t, i18n } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<Refused[]>([]);
  const take = (files: readonly File[]) => {
    const sorted = sortFiles(files, composition.items.length);
    setRefused(sorted.refused);
    dispatch({ type: "added", items: sorted.items });
  };
  const { over, handlers } = useDrop(take);
  return (
    <div className={styles.pick} data-over={over || undefined} {...handlers}>
      <ImagePlus size={72} strokeWidth={1} aria-hidden="true" />
      <p className={styles.lead}>{t("composer.drop")}</p>
      <Button
        variant="primary"
        onClick={() => {
          input.current?.click();
        }}
      >
        {t("composer.pick")}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label={t("composer.pick")}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <p className={styles.limits}>
        {t("composer.limits", { count: LIMITS.mediaPerPost, size: formatBytes(LIMITS.imageBytes, i18n.language) })}
      </p>
      <RefusedFiles refused={refused} />
      <PhotoNote />
    </div>
  );
}
