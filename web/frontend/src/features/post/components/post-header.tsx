import type { Post } from "@mockstagram/shared/api/posts";
import { pathTo } from "@mockstagram/shared/paths";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { EditedMark } from "./edited-mark";
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
  const profile = pathTo("profile", { username: author.username });
  return (
    <header className={styles.header}>
      <Link to={profile} className={styles.picture} tabIndex={-1} aria-hidden="true" data-account={author.username}>
        <Avatar avatar={author.avatar} username={author.username} size={32} />
      </Link>
      <div className={styles.names}>
        <div className={styles.line}>
          <Link to={profile} className={styles.username} data-account={author.username}>
            {author.username}
          </Link>
          {time && <RelativeTime iso={post.created_at} className={styles.time} />}
          {time && post.edited_at && (
            <span className={styles.edited}>
              <EditedMark post={post} />
            </span>
          )}
          {follow && <span className={styles.follow}>{follow}</span>}
        </div>
        {author.name && <span className={styles.name}>{author.name}</span>}
      </div>
      <PostMenuButton post={post} {...(onDeleted && { onDeleted })} />
    </header>
  );
}
