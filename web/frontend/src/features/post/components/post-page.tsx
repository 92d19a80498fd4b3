import type { Post } from "@mockstagram/shared/api/posts";
import { pathTo } from "@mockstagram/shared/paths";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { Loaded } from "@/components/ui/loaded";
import { useDeletedPosts } from "@/lib/overlay";
import { usePageTitle } from "@/lib/page-title";
import { usePost } from "../hooks/use-post";
import { PostDetail, type FollowSlot } from "./post-detail";
import styles from "./post-page.module.css";
import { PostSkeleton } from "./post-skeleton";

interface PostPageProps {
  follow: FollowSlot;
  absent: ReactNode;
  /** More posts of the author, below this one. */
  more: (username: string, code: string) => ReactNode;
}

export function PostPage({ follow, absent, more }: PostPageProps) {
  const { code = "" } = useParams();
  const query = usePost(code);
  const deleted = useDeletedPosts();
  return (
    <Loaded query={query} data={query.data} waiting={<PostSkeleton />} absent={absent}>
      {(post) => (deleted.has(post.id) ? absent : <Shown post={post} follow={follow} more={more} />)}
    </Loaded>
  );
}

interface ShownProps extends Omit<PostPageProps, "absent"> {
  post: Post;
}

function Shown({ post, follow, more }: ShownProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { username } = post.author;
  const title = t("post.by", { username });
  usePageTitle(titleOf(post, title));
  return (
    <div className={styles.page}>
      <h1 className="visuallyHidden">{title}</h1>
      <PostDetail
        post={post}
        follow={follow}
        onDeleted={() => void navigate(pathTo("profile", { username }), { replace: true })}
      />
      {more(username, post.code)}
    </div>
  );
}

function titleOf(post: Post, fallback: string): string {
  const line = post.caption.split("\n", 1)[0] ?? "";
  return line ? `${post.author.username}: “${line.slice(0, 60)}”` : fallback;
}
