import { pathTo, type PageName } from "@mockstagram/shared/paths";
import {
  Ban,
  CircleUserRound,
  Languages,
  Laptop,
  Lock,
  MonitorSmartphone,
  ShieldCheck,
  UserRound,
  VolumeX,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { usePageTitle } from "@/lib/page-title";
import styles from "./settings.module.css";

const SECTIONS = [
  { page: "settings_profile", label: "settings.profile", icon: UserRound },
  { page: "settings_privacy", label: "settings.privacy", icon: Lock },
  { page: "settings_muted", label: "settings.muted", icon: VolumeX },
  { page: "settings_blocked", label: "settings.blocked", icon: Ban },
  { page: "settings_security", label: "security.title", icon: ShieldCheck },
  { page: "settings_account", label: "closing.title", icon: CircleUserRound },
  { page: "settings_sessions", label: "settings.sessions", icon: Laptop },
  { page: "settings_language", label: "settings.language", icon: Languages },
  { page: "settings_appearance", label: "settings.appearance", icon: MonitorSmartphone },
] as const satisfies readonly { page: PageName; label: string; icon: LucideIcon }[];

/** On a phone the sections are a row that scrolls. */
function showWhole(item: HTMLElement | null): void {
  const row = item?.parentElement;
  if (item && row) row.scrollLeft = item.offsetLeft - row.clientWidth / 2 + item.clientWidth / 2;
}

export function SettingsFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  usePageTitle(title);
  return (
    <div className={styles.frame}>
      <nav className={styles.nav} aria-label={t("nav.settings")}>
        <p className={styles.navTitle}>{t("nav.settings")}</p>
        <ul className={styles.navItems}>
          {SECTIONS.map(({ page, label, icon: Icon }) => (
            <li key={page} ref={pathname === pathTo(page) ? showWhole : undefined}>
              <Link
                to={pathTo(page)}
                className={styles.navItem}
                aria-current={pathname === pathTo(page) ? "page" : undefined}
              >
                <Icon size={20} aria-hidden="true" />
                {t(label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <section className={styles.section}>
        <h1 className={styles.title}>{title}</h1>
        {children}
      </section>
    </div>
  );
}
