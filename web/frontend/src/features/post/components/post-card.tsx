import type { Post } from "@mockstagram/shared/api/posts";
import { pathTo } from "@mockstagram/shared/paths";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Caption } from "./caption";
import { Carousel } from "./carousel";
import { PostHeader } from "./post-header";
import styles from "./post-card.module.css";

interface PostCardProps {
  post: Post;
  /** The first post of the page, whose picture is loaded before all others. */
  first: boolean;
}

/** A post in the home feed. */
export const PostCard = memo(function PostCard({ post, first }: PostCardProps) {
  const { t } = useTranslation();
  const { username } = post.author;
  return (
    <article
      className={styles.card}
      aria-label={t("post.by", { username })}
      data-path={pathTo("post", { code: post.code })}
    >
      <PostHeader post={post} follow={null} />
      <div className={styles.media}>
        <Carousel media={post.media} username={username} sizes="(width >= 768px) 470px, 100vw" first={first} />
      </div>
      {post.caption && (
        <div className={styles.caption}>
          <Caption username={username} text={post.caption} short />
        </div>
      )}
    </article>
  );
});
