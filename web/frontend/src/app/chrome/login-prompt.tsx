import { pathTo } from "@mockstagram/shared/paths";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { BrandMark } from "@/components/ui/brand";
import { buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { loginPrompt } from "@/lib/login-prompt";
import { loginPath } from "@/lib/session";
import styles from "./login-prompt.module.css";

export default function LoginPrompt() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const close = () => {
    loginPrompt.set(false);
  };
  return (
    <Dialog title={t("auth.promptTitle")} onClose={close}>
      <div className={styles.prompt}>
        <BrandMark size={56} />
        <p>{t("auth.promptText")}</p>
        <Link to={loginPath(pathname)} className={buttonClass("primary", true)} onClick={close}>
          {t("auth.logIn")}
        </Link>
        <Link to={pathTo("signup")} className={buttonClass("secondary", true)} onClick={close}>
          {t("auth.signUp")}
        </Link>
      </div>
    </Dialog>
  );
}
