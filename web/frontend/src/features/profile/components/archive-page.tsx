import { pathTo } from "@mockstagram/shared/paths";
import { Archive, ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "@/components/ui/empty-state";
import { PostGrid } from "@/components/ui/post-grid";
import { usePageTitle } from "@/lib/page-title";
import { useRequiredViewer } from "@/lib/session";
import { useArchive } from "../hooks/use-profile";
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
      <PostGrid
        query={archive}
        empty={<EmptyState icon={Archive} title={t("archive.empty")} text={t("archive.emptyText")} />}
      />
    </div>
  );
}
