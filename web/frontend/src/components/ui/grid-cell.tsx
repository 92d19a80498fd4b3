import type { GridPost } from "@mockstagram/shared/api/posts";
import { formatExactTime } from "@mockstagram/shared/format";
import { pathTo } from "@mockstagram/shared/paths";
import { Copy, Pin } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { Picture } from "./picture";
import { modalState } from "@/lib/sequence";
import styles from "./grid.module.css";

interface GridCellProps {
  post: GridPost;
  first: boolean;
}

export function GridCell({ post, first }: GridCellProps) {
  const { t, i18n } = useTranslation();
  const location = useLocation();
  const { cover, username } = post;
  const date = formatExactTime(post.created_at, i18n.language);
  const said = [
    cover.alt || t("profile.postOf", { username, date }),
    ...(post.pinned ? [t("profile.pinned")] : []),
    ...(post.media_count > 1 ? [t("profile.pictures", { count: post.media_count })] : []),
  ];
  return (
    <Link
      to={pathTo("post", { code: post.code })}
      state={modalState(location)}
      className={styles.cell}
      title={date}
      aria-label={said.join(", ")}
    >
      <Picture sources={cover.sources} blur={cover.blur} alt="" sizes="(width >= 935px) 309px, 33vw" first={first} />
      <span className={styles.marks} aria-hidden="true">
        {post.pinned && <Pin size={18} />}
        {post.media_count > 1 && <Copy size={18} />}
      </span>
    </Link>
  );
}
