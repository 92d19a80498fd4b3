import { formatCount } from "@mockstagram/shared/format";
import { useQuery } from "@tanstack/react-query";
import { Hash } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { EmptyState } from "@/components/ui/empty-state";
import { PostGrid } from "@/components/ui/post-grid";
import { useGridOf } from "@/lib/grid";
import { usePageTitle } from "@/lib/page-title";
import { keys } from "@/lib/query";
import { readHashtag, readHashtagPosts } from "../api/hashtags";
import styles from "./hashtag-page.module.css";

/** The posts with a tag, newest first. */
export function HashtagPage() {
  const { t } = useTranslation();
  const { tag = "" } = useParams();
  const posts = useGridOf(keys.hashtagPosts(tag), (cursor, signal) => readHashtagPosts(tag, cursor, signal));
  usePageTitle(`#${tag}`);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <span className={styles.sign}>
          <Hash size={40} strokeWidth={1.5} aria-hidden="true" />
        </span>
        <div className={styles.names}>
          <h1 className={styles.name}>#{tag}</h1>
          <Count tag={tag} />
        </div>
      </header>
      <section aria-labelledby="recent">
        <h2 id="recent" className={styles.recent}>
          {t("hashtag.recent")}
        </h2>
        <PostGrid
          query={posts}
          empty={<EmptyState icon={Hash} title={t("hashtag.empty")} text={t("hashtag.emptyText", { tag })} />}
        />
      </section>
    </div>
  );
}

/** How many posts have the tag, where there are enough to tell. */
function Count({ tag }: { tag: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery({ queryKey: keys.hashtag(tag), queryFn: ({ signal }) => readHashtag(tag, signal) });
  if (!data?.posts) return null;
  const capped = data.posts >= data.capped_at ? "+" : "";
  const shown = formatCount(data.posts, i18n.language) + capped;
  return <p className={styles.count}>{t("hashtag.posts", { shown })}</p>;
}
