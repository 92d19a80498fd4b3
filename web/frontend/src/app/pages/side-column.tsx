import { pathTo } from "@mockstagram/shared/paths";
import { Globe } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AccountRow } from "@/components/ui/account-row";
import { Suggestions } from "@/features/follow/components/suggestions";
import { useMedia } from "@/lib/media";
import { useRequiredViewer, useSession } from "@/lib/session";
import styles from "./home.module.css";

interface SideColumnProps {
  /** Left out where the page itself offers people to follow. */
  suggestions: boolean;
}

/** Beside the feed where there is room; elsewhere it is not even asked for. */
export function SideColumn({ suggestions }: SideColumnProps) {
  const { t } = useTranslation();
  const wide = useMedia("(width >= 1160px)");
  const viewer = useRequiredViewer();
  const { region, regions } = useSession();
  if (!wide) return null;
  const title = regions.find(({ name }) => name === region)?.title ?? region;
  return (
    <aside className={styles.side} aria-label={t("nav.side")}>
      <AccountRow account={viewer} />
      {suggestions && <Suggestions most={5} narrow />}
      <footer className={styles.sideFoot}>
        <Link to={pathTo("settings_language")} className={styles.region}>
          <Globe size={14} aria-hidden="true" />
          {t("region.servedFrom", { region: title })}
        </Link>
        <span>© {new Date().getFullYear()} Mockstagram</span>
      </footer>
    </aside>
  );
}
