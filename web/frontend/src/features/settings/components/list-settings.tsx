import type { ReactNode } from "react";
import { SettingsFrame } from "./settings-frame";
import styles from "./settings.module.css";

interface ListSettingsProps {
  title: string;
  lead: string;
  /** The list, which belongs to another feature. */
  children: ReactNode;
}

/** A page of the settings that shows a list of accounts. */
export function ListSettings({ title, lead, children }: ListSettingsProps) {
  return (
    <SettingsFrame title={title}>
      <p className={styles.lead}>{lead}</p>
      {children}
    </SettingsFrame>
  );
}
