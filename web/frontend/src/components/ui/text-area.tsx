import clsx from "clsx";
import { useId, type Ref, type TextareaHTMLAttributes } from "react";
import { countGraphemes } from "@mockstagram/shared/text";
import { FieldNote } from "./text-field";
import styles from "./text-field.module.css";

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  value: string;
  /** In graphemes, which is how the server counts too. */
  limit: number;
  hint?: string;
  error?: string | undefined;
  hideLabel?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea({ label, limit, hint, error, hideLabel, className, ref, ...area }: TextAreaProps) {
  const id = useId();
  const count = countGraphemes(area.value);
  return (
    <div className={clsx(styles.field, className)}>
      <label className={hideLabel ? "visuallyHidden" : styles.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        {...area}
        ref={ref}
        id={id}
        className={styles.area}
        aria-invalid={error || count > limit ? true : undefined}
        aria-describedby={`${id}-note ${id}-count`}
      />
      <div className={styles.foot}>
        <FieldNote id={`${id}-note`} error={error} hint={hint} />
        <span id={`${id}-count`} className={clsx(styles.count, count > limit && styles.countOver)}>
          {count.toLocaleString()} / {limit.toLocaleString()}
        </span>
      </div>
    </div>
  );
}
