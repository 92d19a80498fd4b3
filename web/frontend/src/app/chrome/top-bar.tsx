import { Menu } from "lucide-react";
import { useTranslation } from "react-i18next";
import { BrandMark, Wordmark } from "@/components/ui/brand";
import styles from "./bars.module.css";
import { HomeLink } from "./home-link";
import { MoreButton } from "./more-button";

/** Only on a phone, where there is no rail. */
export function TopBar() {
  const { t } = useTranslation();
  return (
    <header className={styles.top}>
      <HomeLink className={styles.brand} label="Mockstagram">
        <BrandMark size={26} />
        <Wordmark />
      </HomeLink>
      <MoreButton className={styles.more} side="bottom" label={t("nav.more")}>
        <Menu size={24} aria-hidden="true" />
      </MoreButton>
    </header>
  );
}
