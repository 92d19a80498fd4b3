import clsx from "clsx";
import { Dialog } from "./dialog";
import styles from "./action-sheet.module.css";

export interface SheetAction {
  label: string;
  tone?: "danger" | "strong";
  act: () => void;
}

interface ActionSheetProps {
  title: string;
  /** Shown above the acts, where the title alone would not say what they mean. */
  heading?: string;
  text?: string;
  actions: readonly SheetAction[];
  onClose: () => void;
}

/** A short list of acts in the middle of the screen; the last one should be the way out. */
export function ActionSheet({ title, heading, text, actions, onClose }: ActionSheetProps) {
  return (
    <Dialog title={title} shape="sheet" hideTitle onClose={onClose}>
      {heading && (
        <div className={styles.intro}>
          <p className={styles.heading}>{heading}</p>
          {text && <p className={styles.text}>{text}</p>}
        </div>
      )}
      <ul className={styles.acts}>
        {actions.map(({ label, tone, act }) => (
          <li key={label}>
            <button type="button" className={clsx(styles.act, tone && styles[tone])} onClick={act}>
              {label}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
