import { KeyRound, Mail, ShieldCheck, type LucideIcon } from "lucide-react";
import { lazy, Suspense, useState, type ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useRequiredViewer } from "@/lib/session";
import { useSecondFactor } from "../hooks/use-second-factor";
import { SecurityRow } from "./security-row";
import styles from "./security.module.css";

const DIALOGS = {
  email: lazy(() => import("./email-dialog")),
  password: lazy(() => import("./password-dialog")),
  secondFactor: lazy(() => import("./second-factor-dialog")),
} satisfies Record<string, ComponentType<{ onClose: () => void }>>;

type DialogName = keyof typeof DIALOGS;

interface Row {
  name: DialogName;
  icon: LucideIcon;
  title: string;
  note: string;
}

/** What guards the account; each line opens what changes it. */
export function SecuritySettings() {
  const { t } = useTranslation();
  const viewer = useRequiredViewer();
  const secondFactor = useSecondFactorNote();
  const [open, setOpen] = useState<DialogName | null>(null);
  const Opened = open && DIALOGS[open];
  const rows: readonly Row[] = [
    { name: "email", icon: Mail, title: t("security.email"), note: viewer.email },
    { name: "password", icon: KeyRound, title: t("security.password"), note: t("security.passwordNote") },
    { name: "secondFactor", icon: ShieldCheck, title: t("secondFactor.title"), note: secondFactor },
  ];
  return (
    <>
      <ul className={styles.rows}>
        {rows.map(({ name, ...row }) => (
          <SecurityRow
            key={name}
            {...row}
            onOpen={() => {
              setOpen(name);
            }}
          />
        ))}
      </ul>
      {Opened && (
        <Suspense fallback={null}>
          <Opened
            onClose={() => {
              setOpen(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function useSecondFactorNote(): string {
  const { t } = useTranslation();
  const { data, error } = useSecondFactor();
  if (data) return t(data.on ? "secondFactor.on" : "secondFactor.off");
  return t(error ? "common.loadFailed" : "common.loading");
}
