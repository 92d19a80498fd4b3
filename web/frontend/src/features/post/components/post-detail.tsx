import type { Account } from "@mockstagram/shared/api/accounts";
import type { Post } from "@mockstagram/shared/api/posts";
import { formatExactTime } from "@mockstagram/shared/format";
import { pathTo } from "@mockstagram/shared/paths";
import clsx from "clsx";
import type { CSSProperties, ReactNode } from "react";
import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { frameRatio } from "../frame";
import { Caption } from "./caption";
import { Carousel } from "./carousel";
import { EditedMark } from "./edited-mark";
import { PostHeader } from "./post-header";
import styles from "./post-detail.module.css";

export type FollowSlot = (account: Account) => ReactNode;

interface PostDetailProps {
  post: Post;
  follow: FollowSlot;
  inModal?: boolean;
  onDeleted: () => void;
}

/** A post with its pictures on one side and what is said about it on the other; one above the other on a phone. */
export function PostDetail({ post, follow, inModal = false, onDeleted }: PostDetailProps) {
  const { t } = useTranslation();
  const { username } = post.author;
  const ratio = { "--ratio": frameRatio(post.media) } as CSSProperties;
  return (
    <article
      className={clsx(styles.detail, inModal && styles.inModal)}
      style={ratio}
      aria-label={t("post.by", { username })}
    >
      <div className={styles.media}>
        <Carousel
          key={post.id}
          media={post.media}
          username={username}
          sizes="(width >= 768px) min(1000px, 60vw), 100vw"
          first
        />
      </div>
      <div className={styles.head}>
        <PostHeader post={post} follow={follow(post.author)} time={false} onDeleted={onDeleted} />
      </div>
      <div className={styles.body}>
        <CaptionBlock post={post} />
      </div>
      <PostTime post={post} />
    </article>
  );
}

function CaptionBlock({ post }: { post: Post }) {
  const { author, caption } = post;
  if (!caption) return null;
  return (
    <div className={styles.caption}>
      <Link to={pathTo("profile", { username: author.username })} tabIndex={-1} aria-hidden="true">
        <Avatar avatar={author.avatar} username={author.username} size={32} />
      </Link>
      <Caption username={author.username} text={caption} />
    </div>
  );
}

function PostTime({ post }: { post: Post }) {
  const { t, i18n } = useTranslation();
  return (
    <footer className={styles.foot}>
      <RelativeTime iso={post.created_at} className={styles.ago} />
      <span>{formatExactTime(post.created_at, i18n.language)}</span>
      <EditedMark post={post} />
      {post.archived && (
        <span className={styles.archived}>
          <Lock size={12} aria-hidden="true" />
          {t("post.archivedNote")}
        </span>
      )}
    </footer>
  );
}
