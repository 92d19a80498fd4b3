import type { ReactNode, SyntheticEvent } from "react";
import { Button } from "@/components/ui/button";
import { useProblemText } from "@/lib/problem-text";
import styles from "./security.module.css";

interface ActFormProps {
  act: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void;
  children: ReactNode;
}

/** Fields in a dialog, what is wrong with none of them in particular, and the act. */
export function ActForm({ act, danger = false, busy, error, onSubmit, children }: ActFormProps) {
  const textOf = useProblemText();
  return (
    <form className={styles.body} onSubmit={onSubmit} noValidate>
      {children}
      <div role="alert">{error ? <p className={styles.alert}>{textOf(error)}</p> : null}</div>
      <Button type="submit" variant={danger ? "danger" : "primary"} wide busy={busy}>
        {act}
      </Button>
    </form>
  );
}
