import clsx from "clsx";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import styles from "./button.module.css";
import { Spinner } from "./spinner";

type Variant = "primary" | "secondary" | "danger" | "text" | "dangerText";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: Variant;
  busy?: boolean;
  wide?: boolean;
  children: ReactNode;
}

/** A busy button stays focusable, so that the keyboard does not lose its place while a request runs. */
export function Button({
  variant = "secondary",
  busy = false,
  wide,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={clsx(buttonClass(variant, wide), busy && styles.busy, className)}
      onClick={busy ? preventSubmit : onClick}
    >
      <span className={styles.content}>{children}</span>
      {busy && (
        <span className={styles.spinner}>
          <Spinner size={16} />
        </span>
      )}
    </button>
  );
}

/** The looks of a button, for links that act like one. */
export function buttonClass(variant: Variant = "secondary", wide?: boolean): string {
  return clsx(styles.button, styles[variant], wide && styles.wide);
}

function preventSubmit(event: React.MouseEvent): void {
  event.preventDefault();
}
