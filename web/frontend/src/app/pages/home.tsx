import type { Post } from "@mockstagram/shared/api/posts";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { FollowingFeed } from "@/features/feed/components/following-feed";
import { useFollowingFeed } from "@/features/feed/hooks/use-following-feed";
import { Suggestions } from "@/features/follow/components/suggestions";
import { PostCard } from "@/features/post/components/post-card";
import { usePageTitle } from "@/lib/page-title";
import styles from "./home.module.css";
import { SideColumn } from "./side-column";

const renderPost = (post: Post, first: boolean) => <PostCard post={post} first={first} />;

export default function Home() {
  const { t } = useTranslation();
  const { posts } = useFollowingFeed();
  usePageTitle(t("nav.home"));
  return (
    <div className={styles.page}>
      <h1 className="visuallyHidden">{t("nav.home")}</h1>
      <div className={styles.feed}>
        <FollowingFeed renderPost={renderPost} empty={<EmptyHome />} />
      </div>
      <SideColumn suggestions={posts?.length !== 0} />
      <Outlet />
    </div>
  );
}

function EmptyHome() {
  const { t } = useTranslation();
  return (
    <div className={styles.empty}>
      <h2 className={styles.emptyTitle}>{t("feed.emptyTitle")}</h2>
      <p className={styles.emptyText}>{t("feed.emptyText")}</p>
      <Suggestions most={15} />
    </div>
  );
}
