import { ImageOff } from "lucide-react";
import { useState } from "react";
import Cropper from "react-easy-crop";
import "react-easy-crop/react-easy-crop.css";
import { useTranslation } from "react-i18next";
import { frameOf, needsBorder } from "../geometry";
import type { Dispatch } from "../hooks/use-composition";
import type { Aspect, Item } from "../model";
import styles from "./frame-step.module.css";

interface FrameEditorProps {
  item: Item;
  aspect: Aspect;
  dispatch: Dispatch;
}

/** Only the geometry is decided here; the pixels are cut on the server, from the original. */
export function FrameEditor({ item, aspect, dispatch }: FrameEditorProps) {
  const { t } = useTranslation();
  const [position, setPosition] = useState(item.framing.position);
  const { id, framing } = item;
  if (item.size === false) return <NoPreview name={item.file.name} />;
  return (
    <div className={styles.editor}>
      {item.size && (
        <Cropper
          image={item.url}
          crop={position}
          zoom={framing.zoom}
          rotation={framing.turn}
          aspect={frameOf(aspect, item)}
          maxZoom={3}
          keyboardStep={8}
          disableAutomaticStylesInjection
          showGrid
          zoomWithScroll
          mediaProps={{ alt: item.alt || item.file.name }}
          cropperProps={{ "aria-label": t("composer.moveFrame"), role: "group" }}
          classes={{ containerClassName: styles.cropper ?? "", cropAreaClassName: styles.area ?? "" }}
          onCropChange={setPosition}
          onZoomChange={(zoom) => {
            dispatch({ type: "framed", id, framing: { zoom } });
          }}
          onCropComplete={({ x, y, width, height }) => {
            const area = { x: x / 100, y: y / 100, width: width / 100, height: height / 100 };
            if (isNew(item, area)) dispatch({ type: "framed", id, framing: { position, area } });
          }}
        />
      )}
      {needsBorder(aspect, item) && <p className={styles.border}>{t("composer.border")}</p>}
    </div>
  );
}

/** The editor reports its first layout as well, which must not undo renditions that are ready. */
function isNew({ framing }: Item, area: NonNullable<Item["framing"]["area"]>): boolean {
  const old = framing.area;
  if (!old) return true;
  return (["x", "y", "width", "height"] as const).some((side) => Math.abs(old[side] - area[side]) > 0.0005);
}

function NoPreview({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.noPreview}>
      <ImageOff size={40} strokeWidth={1.25} aria-hidden="true" />
      <p className={styles.noPreviewName}>{name}</p>
      <p>{t("composer.noPreview")}</p>
    </div>
  );
}
