import { CircleCheck, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Spinner } from "@/components/ui/spinner";
import type { Availability } from "../hooks/use-availability";
import styles from "./auth.module.css";

export function UsernameState({ state }: { state: Availability }) {
  if (state === "unknown") return null;
  if (state === "checking") return <Spinner size={18} />;
  const free = state === "free";
  const Icon = free ? CircleCheck : CircleX;
  return <Icon size={20} className={free ? styles.good : styles.bad} aria-hidden="true" />;
}

/** The same in words, for the line below the field. */
export function useAvailabilityText(state: Availability): { hint: string; error: string | undefined } {
  const { t } = useTranslation();
  if (state === "taken") return { hint: "", error: t("problem.username_taken") };
  if (state === "reserved") return { hint: "", error: t("auth.usernameReserved") };
  if (state === "invalid") return { hint: "", error: t("problem.username_invalid") };
  return { hint: t(state === "free" ? "auth.usernameFree" : "auth.usernameHint"), error: undefined };
}
