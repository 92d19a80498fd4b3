import type { Post } from "@mockstagram/shared/api/posts";
import { pathTo } from "@mockstagram/shared/paths";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { PostMenuButton } from "./post-menu-button";
import styles from "./post-header.module.css";

interface PostHeaderProps {
  post: Post;
  follow: ReactNode;
  /** Where the time is shown elsewhere, it is left out here. */
  time?: boolean;
  onDeleted?: () => void;
}

export function PostHeader({ post, follow, time = true, onDeleted }: PostHeaderProps) {
  const { author } = post;
  return (
    <header className={styles.header}>
      <Link to={pathTo("profile", { username: author.username })} className={styles.author}>
        <Avatar avatar={author.avatar} username={author.username} size={32} />
        <span className={styles.names}>
          <span className={styles.username}>{author.username}</span>
          {author.name && <span className={styles.name}>{author.name}</span>}
        </span>
      </Link>
      {time && (
        <span className={styles.time}>
          <RelativeTime iso={post.created_at} />
        </span>
      )}
      <span className={styles.end}>
        {follow}
        <PostMenuButton post={post} {...(onDeleted && { onDeleted })} />
      </span>
    </header>
  );
}
