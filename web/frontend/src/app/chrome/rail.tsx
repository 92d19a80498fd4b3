import type { Viewer } from "@mockstagram/shared/api/session";
import { pathTo } from "@mockstagram/shared/paths";
import { House, Menu, SquarePlus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { BrandMark, Wordmark } from "@/components/ui/brand";
import { modalState } from "@/lib/sequence";
import { HomeLink } from "./home-link";
import { MoreButton } from "./more-button";
import styles from "./rail.module.css";
import { RequestsLink } from "./requests-link";

export function Rail({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  const location = useLocation();
  const profile = pathTo("profile", { username: viewer.username });
  return (
    <nav className={styles.rail} aria-label={t("nav.main")}>
      <HomeLink className={styles.brand} label="Mockstagram">
        <BrandMark />
        <span className={styles.wordmark}>
          <Wordmark />
        </span>
      </HomeLink>
      <ul className={styles.items}>
        <li>
          <HomeLink className={styles.item} current={location.pathname === "/"}>
            <House size={24} aria-hidden="true" />
            <Label>{t("nav.home")}</Label>
          </HomeLink>
        </li>
        <li>
          <Link to={pathTo("create")} state={modalState(location)} className={styles.item}>
            <SquarePlus size={24} aria-hidden="true" />
            <Label>{t("nav.create")}</Label>
          </Link>
        </li>
        {viewer.private && (
          <li>
            <RequestsLink viewer={viewer} className={styles.item}>
              <Label>{t("nav.requests")}</Label>
            </RequestsLink>
          </li>
        )}
        <li>
          <Link to={profile} className={styles.item} aria-current={location.pathname === profile ? "page" : undefined}>
            <Avatar avatar={viewer.avatar} username={viewer.username} size={24} />
            <Label>{t("nav.profile")}</Label>
          </Link>
        </li>
      </ul>
      <MoreButton className={styles.item} side="top">
        <Menu size={24} aria-hidden="true" />
        <Label>{t("nav.more")}</Label>
      </MoreButton>
    </nav>
  );
}

/** Beside the icon on a wide rail; on a narrow one it appears beside it while pointed at. */
function Label({ children }: { children: ReactNode }) {
  return <span className={styles.label}>{children}</span>;
}
