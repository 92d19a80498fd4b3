import { pathTo } from "@mockstagram/shared/paths";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, type FieldPath } from "react-hook-form";
import { ApiProblem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/problem-text";
import { cleanCode } from "@/lib/second-code";
import { goTo } from "@/lib/session";
import { resetPassword } from "../api/auth";

interface ResetFields {
  code: string;
  password: string;
  second: string;
}

const FIELD_OF_CODE: Readonly<Record<string, FieldPath<ResetFields>>> = {
  reset_code_wrong: "code",
  password_weak: "password",
  totp_wrong: "second",
};

/** Sends code and new password, and the second factor once it is asked for. Whoever was logged in is so no longer: the log-in page says that it worked. */
export function useReset(identifier: string) {
  const textOf = useProblemText();
  const form = useForm<ResetFields>({ defaultValues: { code: "", password: "", second: "" } });
  const [secured, setSecured] = useState(false);
  const reset = useMutation({
    mutationFn: ({ code, password, second }: ResetFields) => {
      const body = { identifier, code: cleanCode(code), new_password: password };
      return resetPassword(secured ? { ...body, second_code: cleanCode(second) } : body);
    },
    onSuccess: () => {
      goTo(`${pathTo("login")}?reset=1`);
    },
    onError: (error) => {
      if (isAsked(error)) setSecured(true);
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
    /** The account has a second factor. */
    secured,
    busy: reset.isPending || reset.isSuccess,
    error: reset.error && !isAsked(reset.error) && !fieldOf(reset.error) ? textOf(reset.error) : null,
  };
}

const isAsked = (error: Error) => error instanceof ApiProblem && error.code === "totp_required";

const fieldOf = (error: Error) => (error instanceof ApiProblem ? FIELD_OF_CODE[error.code] : undefined);
