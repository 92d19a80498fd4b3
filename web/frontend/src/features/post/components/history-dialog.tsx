import type { Post, Revision } from "@mockstagram/shared/api/posts";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { LinkedText } from "@/components/ui/linked-text";
import { ListEnd } from "@/components/ui/list-end";
import { Loaded } from "@/components/ui/loaded";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { changesBetween } from "../edit";
import { useRevisions } from "../hooks/use-revisions";
import styles from "./history-dialog.module.css";

interface HistoryDialogProps {
  post: Post;
  onClose: () => void;
}

export default function HistoryDialog({ post, onClose }: HistoryDialogProps) {
  const { t } = useTranslation();
  const query = useRevisions(post.code);
  const newest: Revision = { ...post, written_at: post.edited_at ?? post.created_at };
  return (
    <Dialog title={t("post.historyTitle")} shape="list" onClose={onClose}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <div className={styles.scroll} role="region" tabIndex={0} aria-label={t("post.historyTitle")}>
        <ol className={styles.list}>
          <Said said={newest} before={query.revisions?.[0]} newest />
          <Loaded query={query} data={query.revisions} waiting={<Skeleton height={64} />} small>
            {(revisions) =>
              revisions.map((revision, at) => (
                <Said key={revision.version} said={revision} before={revisions[at + 1]} newest={false} />
              ))
            }
          </Loaded>
        </ol>
        {query.revisions && <ListEnd query={query} label={t("common.loading")} length={query.revisions.length} />}
      </div>
    </Dialog>
  );
}

interface SaidProps {
  said: Revision;
  /** What it said before that, where it is known. */
  before: Revision | undefined;
  newest: boolean;
}

function Said({ said, before, newest }: SaidProps) {
  const { t } = useTranslation();
  const changes = before ? changesBetween(before, said) : { order: false, alts: false };
  return (
    <li className={styles.item}>
      <p className={styles.when}>
        {newest && <strong className={styles.now}>{t("post.historyNow")}</strong>}
        <RelativeTime iso={said.written_at} />
      </p>
      {said.caption ? (
        <p className={styles.text}>
          <LinkedText text={said.caption} />
        </p>
      ) : (
        <p className={styles.note}>{t("post.historyNoText")}</p>
      )}
      {changes.order && <p className={styles.note}>{t("post.historyOrder")}</p>}
      {changes.alts && <p className={styles.note}>{t("post.historyAlts")}</p>}
    </li>
  );
}
