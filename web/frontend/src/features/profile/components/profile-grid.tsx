import { pathTo } from "@mockstagram/shared/paths";
import { Camera, Grid3x3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PostGrid } from "@/components/ui/post-grid";
import { modalState } from "@/lib/sequence";
import { useGrid } from "../hooks/use-profile";
import styles from "./profile.module.css";

interface ProfileGridProps {
  username: string;
  self: boolean;
}

export function ProfileGrid({ username, self }: ProfileGridProps) {
  const { t } = useTranslation();
  const grid = useGrid(username, true);
  return (
    <section aria-labelledby="posts" className={styles.grid}>
      <h2 id="posts" className={styles.gridTitle}>
        <Grid3x3 size={14} aria-hidden="true" />
        {t("profile.gridLabel")}
      </h2>
      <PostGrid query={grid} empty={<NoPosts self={self} />} />
    </section>
  );
}

function NoPosts({ self }: { self: boolean }) {
  const { t } = useTranslation();
  const location = useLocation();
  if (!self) return <EmptyState icon={Camera} title={t("profile.noPosts")} />;
  return (
    <EmptyState icon={Camera} title={t("profile.shareFirst")} text={t("profile.shareFirstText")}>
      <Link to={pathTo("create")} state={modalState(location)} className={buttonClass("primary")}>
        {t("nav.create")}
      </Link>
    </EmptyState>
  );
}
