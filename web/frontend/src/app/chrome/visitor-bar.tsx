import { pathTo } from "@mockstagram/shared/paths";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { BrandMark, Wordmark } from "@/components/ui/brand";
import { buttonClass } from "@/components/ui/button";
import { loginPath } from "@/lib/session";
import styles from "./bars.module.css";

/** What visitors see instead of the navigation. */
export function VisitorBar() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <header className={styles.visitor}>
      <div className={styles.visitorInner}>
        <Link to={pathTo("login")} className={styles.brand} aria-label="Mockstagram">
          <BrandMark size={26} />
          <Wordmark />
        </Link>
        <div className={styles.visitorActs}>
          <Link to={loginPath(pathname)} className={buttonClass("primary")}>
            {t("auth.logIn")}
          </Link>
          <Link to={pathTo("signup")} className={buttonClass("text")}>
            {t("auth.signUp")}
          </Link>
        </div>
      </div>
    </header>
  );
}
