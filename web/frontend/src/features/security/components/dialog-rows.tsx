import type { LucideIcon } from "lucide-react";
import { Suspense, useState, type ComponentType } from "react";
import { SecurityRow } from "./security-row";
import styles from "./security.module.css";

export interface DialogRow {
  icon: LucideIcon;
  title: string;
  note: string;
  /** What the line opens. */
  Dialog: ComponentType<{ onClose: () => void }>;
}

/** Lines, each of which opens what changes it. */
export function DialogRows({ rows }: { rows: readonly DialogRow[] }) {
  const [open, setOpen] = useState<number | null>(null);
  const opened = open === null ? null : rows[open];
  return (
    <>
      <ul className={styles.rows}>
        {rows.map(({ icon, title, note }, index) => (
          <SecurityRow
            key={title}
            icon={icon}
            title={title}
            note={note}
            onOpen={() => {
              setOpen(index);
            }}
          />
        ))}
      </ul>
      {opened && (
        <Suspense fallback={null}>
          <opened.Dialog
            onClose={() => {
              setOpen(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
