import { pathTo } from "@mockstagram/shared/paths";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { usePageTitle } from "@/lib/page-title";
import { useSignUp } from "../hooks/use-sign-up";
import { AuthFrame } from "./auth-frame";
import styles from "./auth.module.css";
import { SignUpFields } from "./sign-up-fields";

export function SignUpPage() {
  const { t } = useTranslation();
  const { form, submit, busy, error } = useSignUp();
  usePageTitle(t("auth.signUp"));
  return (
    <AuthFrame
      title={t("auth.signUpTitle")}
      lead={t("auth.signUpLead")}
      foot={
        <p>
          {t("auth.haveAccount")} <Link to={pathTo("login")}>{t("auth.logIn")}</Link>
        </p>
      }
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        <SignUpFields form={form} />
        <div role="alert">{error && <p className={styles.alert}>{error}</p>}</div>
        <Button type="submit" variant="primary" wide busy={busy}>
          {t("auth.signUp")}
        </Button>
        <p className={styles.fine}>{t("auth.signUpNote")}</p>
      </form>
    </AuthFrame>
  );
}
