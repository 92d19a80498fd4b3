import { pathTo } from "@mockstagram/shared/paths";
import { useMutation } from "@tanstack/react-query";
import { useForm, type FieldPath } from "react-hook-form";
import { ApiProblem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/problem-text";
import { goTo } from "@/lib/session";
import { resetPassword } from "../api/auth";

interface ResetFields {
  code: string;
  password: string;
}

const FIELD_OF_CODE: Readonly<Record<string, FieldPath<ResetFields>>> = {
  reset_code_wrong: "code",
  password_weak: "password",
};

/** Sends code and new password. Whoever was logged in is so no longer: the log-in page says that it worked. */
export function useReset(identifier: string) {
  const textOf = useProblemText();
  const form = useForm<ResetFields>({ defaultValues: { code: "", password: "" } });
  const reset = useMutation({
    mutationFn: ({ code, password }: ResetFields) =>
      resetPassword({ identifier, code: code.replace(/\s/g, ""), new_password: password }),
    onSuccess: () => {
      goTo(`${pathTo("login")}?reset=1`);
    },
    onError: (error) => {
      const field = fieldOf(error);
      if (field) form.setError(field, { type: "server", message: textOf(error) }, { shouldFocus: true });
    },
  });
  const send = form.handleSubmit((fields) => {
    reset.mutate(fields);
  });
  return {
    form,
    submit: (event: React.BaseSyntheticEvent) => void send(event),
    busy: reset.isPending || reset.isSuccess,
    error: reset.error && !fieldOf(reset.error) ? textOf(reset.error) : null,
  };
}

const fieldOf = (error: Error) => (error instanceof ApiProblem ? FIELD_OF_CODE[error.code] : undefined);
