import type { Viewer } from "@mockstagram/shared/api/session";
import { pathTo } from "@mockstagram/shared/paths";
import { House, SquarePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { modalState } from "@/lib/sequence";
import styles from "./bars.module.css";
import { HomeLink } from "./home-link";

export function BottomBar({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  const location = useLocation();
  const profile = pathTo("profile", { username: viewer.username });
  return (
    <nav className={styles.bottom} aria-label={t("nav.main")}>
      <HomeLink className={styles.tab} label={t("nav.home")} current={location.pathname === "/"}>
        <House size={26} aria-hidden="true" />
      </HomeLink>
      <Link to={pathTo("create")} state={modalState(location)} className={styles.tab} aria-label={t("nav.create")}>
        <SquarePlus size={26} aria-hidden="true" />
      </Link>
      <Link
        to={profile}
        className={styles.tab}
        aria-label={t("nav.profile")}
        aria-current={location.pathname === profile ? "page" : undefined}
      >
        <Avatar avatar={viewer.avatar} username={viewer.username} size={24} />
      </Link>
    </nav>
  );
}
