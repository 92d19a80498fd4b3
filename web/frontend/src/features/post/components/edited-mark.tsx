import type { Post } from "@mockstagram/shared/api/posts";
import { formatExactTime } from "@mockstagram/shared/format";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./edited-mark.module.css";

const HistoryDialog = lazy(() => import("./history-dialog"));

/** Says that a post was edited, and leads to what it said before. */
export function EditedMark({ post }: { post: Post }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!post.edited_at) return null;
  return (
    <>
      <button
        type="button"
        className={styles.mark}
        aria-haspopup="dialog"
        title={formatExactTime(post.edited_at, i18n.language)}
        onClick={() => {
          setOpen(true);
        }}
      >
        {t("post.edited")}
      </button>
      {open && (
        <Suspense fallback={null}>
          <HistoryDialog
            post={post}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
