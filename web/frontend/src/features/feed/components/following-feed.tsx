import type { Post } from "@mockstagram/shared/api/posts";
import { CircleCheckBig } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ListEnd } from "@/components/ui/list-end";
import { Loaded } from "@/components/ui/loaded";
import { useFollowingFeed } from "../hooks/use-following-feed";
import { useFeedNews } from "../hooks/use-feed-news";
import { FeedList } from "./feed-list";
import { FeedSkeleton } from "./feed-skeleton";
import styles from "./feed.module.css";
import { NewPostsPill } from "./new-posts-pill";

interface FollowingFeedProps {
  renderPost: (post: Post, first: boolean) => ReactNode;
  /** Shown to somebody whose feed has nothing yet. */
  empty: ReactNode;
}

export function FollowingFeed({ renderPost, empty }: FollowingFeedProps) {
  const { t } = useTranslation();
  const feed = useFollowingFeed();
  useFeedNews();
  return (
    <Loaded query={feed} data={feed.posts} waiting={<FeedSkeleton />}>
      {(posts) =>
        posts.length === 0 && !feed.hasNextPage ? (
          empty
        ) : (
          <>
            <NewPostsPill />
            <FeedList posts={posts} renderPost={renderPost} loadMore={() => void feed.fetchNextPage()} />
            <ListEnd query={feed} label={t("common.loading")} length={posts.length} />
            {!feed.hasNextPage && <CaughtUp />}
          </>
        )
      }
    </Loaded>
  );
}

function CaughtUp() {
  const { t } = useTranslation();
  return (
    <div className={styles.caughtUp}>
      <CircleCheckBig size={40} strokeWidth={1.25} aria-hidden="true" className={styles.caughtUpIcon} />
      <p className={styles.caughtUpTitle}>{t("feed.caughtUp")}</p>
      <p className={styles.caughtUpText}>{t("feed.caughtUpText")}</p>
    </div>
  );
}
