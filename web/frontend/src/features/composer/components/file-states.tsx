import { useTranslation } from "react-i18next";
import type { Dispatch } from "../hooks/use-composition";
import type { Item, Progress } from "../model";
import styles from "./file-states.module.css";
import { FailedItems } from "./failed-items";
import { Thumbnail } from "./thumbnail";

interface FileStatesProps {
  items: readonly Item[];
  publishing: boolean;
  dispatch: Dispatch;
}

/** Every picture with how far it is, as long as one of them is not ready or the post is on its way. */
export function FileStates({ items, publishing, dispatch }: FileStatesProps) {
  const { t } = useTranslation();
  const open = publishing || items.some(({ progress }) => progress.state !== "ready");
  return (
    <>
      {open && (
        <ul className={styles.files} aria-label={t("composer.files")}>
          {items.map((item) => (
            <FileState key={item.id} item={item} />
          ))}
        </ul>
      )}
      <FailedItems items={items} dispatch={dispatch} />
    </>
  );
}

function FileState({ item: { file, progress, ...item } }: { item: Item }) {
  const { t } = useTranslation();
  const part = partOf(progress);
  const percent = Math.round((progress.state === "sending" ? progress.part : part) * 100);
  return (
    <li className={styles.file}>
      <span className={styles.thumb}>
        <Thumbnail item={{ file, progress, ...item }} />
      </span>
      <span className={styles.name}>{file.name}</span>
      <span className={styles.state} data-state={progress.state}>
        {t(TEXTS[progress.state], { percent })}
      </span>
      <progress className={styles.bar} data-state={progress.state} max={1} value={part} aria-label={file.name}>
        {percent} %
      </progress>
    </li>
  );
}

const TEXTS = {
  waiting: "composer.fileWaiting",
  sending: "composer.fileSending",
  sent: "composer.fileSent",
  processing: "composer.fileProcessing",
  ready: "composer.fileReady",
  failed: "composer.fileFailed",
} as const;

/** Sending is most of the way; what the server then does is the rest. */
const SENDING = 0.8;

function partOf(progress: Progress): number {
  switch (progress.state) {
    case "waiting":
    case "failed":
      return 0;
    case "sending":
      return progress.part * SENDING;
    case "sent":
      return SENDING;
    case "processing":
      return 0.9;
    case "ready":
      return 1;
  }
}
