import { KeyRound, Mail, type LucideIcon } from "lucide-react";
import { lazy, Suspense, useState, type ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useRequiredViewer } from "@/lib/session";
import { SecurityRow } from "./security-row";
import styles from "./security.module.css";

const DIALOGS = {
  email: lazy(() => import("./email-dialog")),
  password: lazy(() => import("./password-dialog")),
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
  const [open, setOpen] = useState<DialogName | null>(null);
  const Opened = open && DIALOGS[open];
  const rows: readonly Row[] = [
    { name: "email", icon: Mail, title: t("security.email"), note: viewer.email },
    { name: "password", icon: KeyRound, title: t("security.password"), note: t("security.passwordNote") },
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
