import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@mockstagram/shared/format";
import { LIMITS } from "@mockstagram/shared/limits";
import { useProblemText } from "@/lib/problem-text";
import { useRequiredViewer } from "@/lib/session";
import { ACCEPTED, checkFile, type FileRefusal } from "@/lib/upload/check";
import { useEditProfile } from "../hooks/use-edit-profile";
import styles from "./settings.module.css";

const AvatarDialog = lazy(() => import("./avatar-dialog"));

/** The viewer's picture with the ways to change it. */
export function AvatarField() {
  const { t, i18n } = useTranslation();
  const viewer = useRequiredViewer();
  const textOf = useProblemText();
  const edit = useEditProfile();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [refused, setRefused] = useState<FileRefusal | null>(null);
  const take = (picked: File | undefined) => {
    if (!picked) return;
    const reason = checkFile(picked);
    setRefused(reason);
    setFile(reason ? null : picked);
  };
  return (
    <div className={styles.avatar}>
      <Avatar avatar={viewer.avatar} username={viewer.username} size={56} />
      <div className={styles.avatarNames}>
        <strong>{viewer.username}</strong>
        <span className={styles.soft}>{viewer.name}</span>
      </div>
      <div className={styles.avatarActs}>
        <Button
          variant="primary"
          onClick={() => {
            input.current?.click();
          }}
        >
          {t("settings.changePhoto")}
        </Button>
        {viewer.avatar && (
          <Button
            variant="dangerText"
            busy={edit.isPending}
            onClick={() => {
              edit.mutate({ avatar_receipt: null });
            }}
          >
            {t("settings.removePhoto")}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label={t("settings.changePhoto")}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <div role="alert" className={styles.avatarAlert}>
        {refused && t(`refused.${refused}`, { size: formatBytes(LIMITS.imageBytes, i18n.language) })}
        {edit.error && textOf(edit.error)}
      </div>
      {file && (
        <Suspense fallback={null}>
          <AvatarDialog
            file={file}
            onClose={() => {
              setFile(null);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
