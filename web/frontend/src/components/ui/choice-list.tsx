import { useId, type ReactNode } from "react";
import styles from "./choice-list.module.css";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  note?: string;
  picture?: ReactNode;
  lang?: string;
}

interface ChoiceListProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
  disabled?: boolean;
}

export function ChoiceList<Value extends string>({
  label,
  value,
  choices,
  onChange,
  disabled,
}: ChoiceListProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.list} disabled={disabled}>
      <legend className={styles.legend}>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          {choice.picture}
          <span className={styles.text} lang={choice.lang}>
            <span>{choice.label}</span>
            {choice.note && <span className={styles.note}>{choice.note}</span>}
          </span>
          <input
            type="radio"
            name={name}
            className={styles.radio}
            checked={choice.value === value}
            onChange={() => {
              onChange(choice.value);
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}
