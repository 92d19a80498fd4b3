import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { toast as sonner, Toaster } from "sonner";
import "sonner/dist/styles.css";
import { showToastsWith } from "@/lib/toast";
import styles from "./toasts.module.css";

const ERROR_MS = 10_000;
const PLAIN_MS = 4_000;

export default function Toasts() {
  const { t } = useTranslation();
  useEffect(() => {
    showToastsWith(({ text, tone, action }) => {
      sonner(text, {
        duration: tone === "error" ? ERROR_MS : PLAIN_MS,
        ...(action && { action: { label: action.label, onClick: action.act } }),
      });
    });
  }, []);
  return (
    <Toaster
      position="bottom-center"
      containerAriaLabel={t("common.messages")}
      offset={{ bottom: "calc(var(--bar-bottom) + 20px)" }}
      mobileOffset={{ bottom: "calc(var(--bar-bottom) + 12px)" }}
      toastOptions={{ unstyled: true, classNames: { toast: styles.toast ?? "", actionButton: styles.action ?? "" } }}
    />
  );
}
