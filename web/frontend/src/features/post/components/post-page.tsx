import type { Post } from "@mockstagram/shared/api/posts";
import { pathTo } from "@mockstagram/shared/paths";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { isAbsent } from "@/lib/api/problem";
import { useDeletedPosts } from "@/lib/overlay";
import { usePageTitle } from "@/lib/page-title";
import { usePost } from "../hooks/use-post";
import { PostDetail, type FollowSlot } from "./post-detail";
import { PostSkeleton } from "./post-skeleton";
import styles from "./post-page.module.css";

interface PostPageProps {
  follow: FollowSlot;
  absent: ReactNode;
  /** More posts of the author, below this one. */
  more: (username: string, code: string) => ReactNode;
}

export function PostPage({ follow, absent, more }: PostPageProps) {
  const { code = "" } = useParams();
  const { t } = useTranslation();
  const { data: post, error, refetch } = usePost(code);
  const deleted = useDeletedPosts();
  const leave = useLeave();
  usePageTitle(post ? titleOf(post, t("post.by", { username: post.author.username })) : null);
  if (isAbsent(error) || (post && deleted.has(post.id))) return absent;
  if (error && !post) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div className={styles.page}>
      <h1 className="visuallyHidden">{post ? t("post.by", { username: post.author.username }) : t("post.post")}</h1>
      {post ? (
        <PostDetail
          post={post}
          follow={follow}
          onDeleted={() => {
            leave(post.author.username);
          }}
        />
      ) : (
        <PostSkeleton />
      )}
      {post && more(post.author.username, post.code)}
    </div>
  );
}

function useLeave(): (username: string) => void {
  const navigate = useNavigate();
  return (username) => void navigate(pathTo("profile", { username }), { replace: true });
}

function titleOf(post: Post, fallback: string): string {
  const line = post.caption.split("\n", 1)[0] ?? "";
  return line ? `${post.author.username}: “${line.slice(0, 60)}”` : fallback;
}
