import { pathTo } from "@mockstagram/shared/paths";
import { Archive, ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "@/components/ui/empty-state";
import { ListEnd } from "@/components/ui/list-end";
import { Loaded } from "@/components/ui/loaded";
import { usePageTitle } from "@/lib/page-title";
import { useRequiredViewer } from "@/lib/session";
import { useArchive } from "../hooks/use-profile";
import { GridRows } from "./grid-rows";
import { GridSkeleton } from "./grid-skeleton";
import styles from "./profile.module.css";

/** What the viewer has taken off the profile. */
export function ArchivePage() {
  const { t } = useTranslation();
  const { username } = useRequiredViewer();
  const archive = useArchive();
  usePageTitle(t("archive.title"));
  return (
    <div className={styles.page}>
      <header className={styles.archiveHead}>
        <Link to={pathTo("profile", { username })} className={styles.gear} aria-label={t("archive.toProfile")}>
          <ArrowLeft size={24} aria-hidden="true" />
        </Link>
        <div>
          <h1 className={styles.archiveTitle}>{t("archive.title")}</h1>
          <p className={styles.archiveLead}>{t("archive.lead")}</p>
        </div>
      </header>
      <Loaded query={archive} data={archive.posts} waiting={<GridSkeleton />}>
        {(posts) => (
          <>
            {posts.length === 0 && !archive.hasNextPage && (
              <EmptyState icon={Archive} title={t("archive.empty")} text={t("archive.emptyText")} />
            )}
            {posts.length > 0 && (
              <GridRows posts={posts} username={username} loadMore={() => void archive.fetchNextPage()} />
            )}
            <ListEnd query={archive} label={t("common.loading")} length={posts.length} />
          </>
        )}
      </Loaded>
    </div>
  );
}
