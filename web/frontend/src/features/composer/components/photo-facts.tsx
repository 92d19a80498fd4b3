import { formatBytes } from "@mockstagram/shared/format";
import type { UploadSource, UploadState } from "@mockstagram/shared/api/media";
import { useTranslation } from "react-i18next";
import type { Item } from "../model";
import styles from "./photo-note.module.css";
import { Thumbnail } from "./thumbnail";

export default function PhotoFacts({ items }: { items: readonly Item[] }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className={styles.rules}>
        <li>{t("composer.noteKept")}</li>
        <li>{t("composer.noteLocation")}</li>
        <li>{t("composer.noteQuality")}</li>
        <li>{t("composer.noteStills")}</li>
        <li>{t("composer.noteOriginal")}</li>
        <li>{t("composer.noteDelete")}</li>
      </ul>
      {items.length > 0 && (
        <ul className={styles.files}>
          {items.map((item) => (
            <li key={item.id} className={styles.file}>
              <span className={styles.thumb}>
                <Thumbnail item={item} />
              </span>
              <FactsOf item={item} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function FactsOf({ item: { file, progress } }: { item: Item }) {
  const { t } = useTranslation();
  return (
    <div className={styles.facts}>
      <strong>{file.name}</strong>
      {progress.state === "ready" && progress.source ? (
        <Found source={progress.source} renditions={progress.renditions} bytes={file.size} />
      ) : (
        <p>{t("composer.factPending")}</p>
      )}
    </div>
  );
}

interface FoundProps {
  source: UploadSource;
  renditions: UploadState["renditions"];
  bytes: number;
}

function Found({ source, renditions, bytes }: FoundProps) {
  const { t, i18n } = useTranslation();
  const { format, width, height, animated, location, device } = source;
  const came = { format: format.toUpperCase(), width, height, size: formatBytes(bytes, i18n.language) };
  const widths = new Intl.ListFormat(i18n.language).format(renditions.map((rendition) => String(rendition.width)));
  return (
    <>
      <p>{t("composer.factCame", came)}</p>
      {animated && <p>{t("composer.factAnimated")}</p>}
      {location && <p>{t("composer.factLocation")}</p>}
      {device && <p>{t("composer.factDevice")}</p>}
      {!location && !device && <p>{t("composer.factNothing")}</p>}
      <p>{t("composer.factSizes", { widths })}</p>
    </>
  );
}
