import { useEffect, useState } from "react";
import Cropper from "react-easy-crop";
import "react-easy-crop/react-easy-crop.css";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useProblemText } from "@/lib/problem-text";
import type { ProcessUpload } from "@mockstagram/shared/api/media";
import { useAvatarUpload } from "../hooks/use-avatar-upload";
import styles from "./avatar-dialog.module.css";

interface AvatarDialogProps {
  file: File;
  onClose: () => void;
}

export default function AvatarDialog({ file, onClose }: AvatarDialogProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { upload, part } = useAvatarUpload(file, onClose);
  const url = useObjectUrl(file);
  const [position, setPosition] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [crop, setCrop] = useState<ProcessUpload["crop"]>(null);
  return (
    <Dialog title={t("settings.cropPhoto")} onClose={onClose}>
      <div className={styles.editor}>
        {url && (
          <Cropper
            image={url}
            crop={position}
            zoom={zoom}
            aspect={1}
            cropShape="round"
            showGrid={false}
            keyboardStep={8}
            disableAutomaticStylesInjection
            mediaProps={{ alt: file.name }}
            cropperProps={{ "aria-label": t("composer.moveFrame"), role: "group" }}
            onCropChange={setPosition}
            onZoomChange={setZoom}
            onCropComplete={({ x, y, width, height }) => {
              setCrop({ x: x / 100, y: y / 100, width: width / 100, height: height / 100 });
            }}
          />
        )}
      </div>
      <div className={styles.foot}>
        <label className={styles.zoom}>
          <span>{t("composer.zoom")}</span>
          <input
            type="range"
            min={1}
            max={3}
            step={0.01}
            value={zoom}
            onChange={(event) => {
              setZoom(Number(event.target.value));
            }}
          />
        </label>
        {upload.isPending && (
          <progress className={styles.progress} max={1} value={part} aria-label={t("composer.sending")} />
        )}
        <div role="alert">{upload.error && <p className={styles.alert}>{textOf(upload.error)}</p>}</div>
        <Button
          variant="primary"
          wide
          busy={upload.isPending}
          onClick={() => {
            upload.mutate(crop);
          }}
        >
          {t("settings.usePhoto")}
        </Button>
      </div>
    </Dialog>
  );
}

function useObjectUrl(file: File): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the address has to be revoked again, which only an effect can do
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [file]);
  return url;
}
