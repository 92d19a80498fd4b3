import type { Viewer } from "@mockstagram/shared/api/session";
import { Menu } from "lucide-react";
import { useTranslation } from "react-i18next";
import { BrandMark, Wordmark } from "@/components/ui/brand";
import styles from "./bars.module.css";
import { HomeLink } from "./home-link";
import { MoreButton } from "./more-button";
import { RequestsLink } from "./requests-link";

/** Only on a phone, where there is no rail. */
export function TopBar({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  return (
    <header className={styles.top}>
      <HomeLink className={styles.brand} label="Mockstagram">
        <BrandMark size={26} />
        <Wordmark />
      </HomeLink>
      <RequestsLink viewer={viewer} className={styles.requests} />
      <MoreButton className={styles.more} side="bottom" label={t("nav.more")}>
        <Menu size={24} aria-hidden="true" />
      </MoreButton>
    </header>
  );
}
