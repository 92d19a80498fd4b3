import { ChevronRight, type LucideIcon } from "lucide-react";
import styles from "./security.module.css";

interface SecurityRowProps {
  icon: LucideIcon;
  title: string;
  note: string;
  onOpen: () => void;
}

export function SecurityRow({ icon: Icon, title, note, onOpen }: SecurityRowProps) {
  return (
    <li className={styles.item}>
      <button type="button" className={styles.row} aria-haspopup="dialog" onClick={onOpen}>
        <Icon size={24} strokeWidth={1.5} aria-hidden="true" />
        <span className={styles.rowText}>
          <strong>{title}</strong>
          <span className={styles.soft}>{note}</span>
        </span>
        <ChevronRight size={20} aria-hidden="true" className={styles.soft} />
      </button>
    </li>
  );
}
