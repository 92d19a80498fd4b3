import type { Viewer } from "@mockstagram/shared/api/session";
import { pathTo } from "@mockstagram/shared/paths";
import { UserRoundPlus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { useRequestBadge } from "@/features/follow/hooks/use-requests";
import styles from "./requests-link.module.css";

interface RequestsLinkProps {
  viewer: Viewer;
  className: string | undefined;
  /** The name where it is shown; otherwise it is only told. */
  children?: ReactNode;
}

/** Only a private account is asked. */
export function RequestsLink({ viewer, className, children }: RequestsLinkProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const badge = useRequestBadge(viewer.private);
  const path = pathTo("requests");
  if (!viewer.private) return null;
  return (
    <Link to={path} className={className} aria-current={pathname === path ? "page" : undefined}>
      <div className={styles.icon}>
        <UserRoundPlus size={24} aria-hidden="true" />
        {badge && (
          <span className={styles.badge} aria-hidden="true">
            {badge}
          </span>
        )}
      </div>
      {children ?? <span className="visuallyHidden">{t("nav.requests")}</span>}
      {badge && <span className="visuallyHidden"> {t("follow.waiting", { count: badge })}</span>}
    </Link>
  );
}
