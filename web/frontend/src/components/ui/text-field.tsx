import clsx from "clsx";
import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from "react";
import styles from "./text-field.module.css";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** What stands at the right end of the field: a state, a button. */
  end?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, hint, error, end, className, ref, ...input }: TextFieldProps) {
  const id = useId();
  return (
    <div className={clsx(styles.field, className)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        <input
          {...input}
          ref={ref}
          id={id}
          className={styles.input}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-note`}
        />
        {end && <span className={styles.end}>{end}</span>}
      </div>
      <FieldNote id={`${id}-note`} error={error} hint={hint} />
    </div>
  );
}

interface FieldNoteProps {
  id: string;
  error?: string | undefined;
  hint?: ReactNode;
}

/** The line under a field: an error when there is one, else the hint. It is there from the start, so that it is read out when it changes. */
export function FieldNote({ id, error, hint }: FieldNoteProps) {
  return (
    <p id={id} className={error ? styles.error : styles.hint} aria-live="polite">
      {error ?? hint}
    </p>
  );
}
