import clsx from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./dialog.module.css";
import { IconButton } from "./icon-button";

interface DialogProps {
  title: string;
  children: ReactNode;
  onClose: () => void;
  /** `sheet` is a short list of acts, `list` has a fixed height and scrolls inside. */
  shape?: "plain" | "sheet" | "list" | "wide";
  hideTitle?: boolean;
  description?: string;
}

/** Open as long as it is mounted. */
export function Dialog({ title, children, onClose, shape = "plain", hideTitle = false, description }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={clsx(styles.dialog, styles[shape])}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <header className={hideTitle ? "visuallyHidden" : styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            {!hideTitle && (
              <Radix.Close asChild>
                <IconButton label={t("common.close")} className={styles.close}>
                  <X size={22} aria-hidden="true" />
                </IconButton>
              </Radix.Close>
            )}
          </header>
          {description && <Radix.Description className={styles.description}>{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** For a dialog whose first control is not what one has come for: the focus goes to the dialog, and Tab on from there. */
export function focusItself(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
