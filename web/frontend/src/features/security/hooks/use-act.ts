import { useMutation } from "@tanstack/react-query";
import type { FieldPath, FieldValues, UseFormSetError } from "react-hook-form";
import { ApiProblem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/problem-text";
import { toast } from "@/lib/toast";

interface ActOptions<Fields extends FieldValues, Answer> {
  /** Said when it is done. */
  done?: string;
  onDone: (answer: Answer) => void;
  setError: UseFormSetError<Fields>;
}

const FIELD_OF_CODE: Readonly<Record<string, readonly string[]>> = {
  password_wrong: ["current_password", "password"],
  password_weak: ["new_password"],
  email_taken: ["email"],
  email_invalid: ["email"],
  code_wrong: ["code"],
  code_expired: ["code"],
  totp_wrong: ["code"],
};

/** Sends a form that changes what guards the account. A refusal that is about a field shows there, others are in `rest`. */
export function useAct<Fields extends FieldValues, Answer>(
  send: (fields: Fields) => Promise<Answer>,
  { done, onDone, setError }: ActOptions<Fields, Answer>,
) {
  const textOf = useProblemText();
  const act = useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      if (done) toast(done);
      onDone(answer);
    },
    onError: (error, fields) => {
      const field = fieldOf(error, fields);
      if (field) setError(field, { type: "server", message: textOf(error) }, { shouldFocus: true });
    },
  });
  const { mutate, isPending, error, variables } = act;
  return { mutate, isPending, rest: error && variables && !fieldOf(error, variables) ? error : null };
}

function fieldOf<Fields extends FieldValues>(error: Error, fields: Fields): FieldPath<Fields> | undefined {
  const names = error instanceof ApiProblem ? FIELD_OF_CODE[error.code] : undefined;
  return names?.find((name) => name in fields) as FieldPath<Fields> | undefined;
}
