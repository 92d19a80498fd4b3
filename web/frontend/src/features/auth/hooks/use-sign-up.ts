import { useMutation } from "@tanstack/react-query";
import type { SignUp } from "@mockstagram/shared/api/session";
import { pathTo } from "@mockstagram/shared/paths";
import { useState } from "react";
import { useForm, type FieldPath, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { ActKey } from "@/lib/api/idempotency";
import { ApiProblem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/problem-text";
import { goTo } from "@/lib/session";
import { signUp } from "../api/auth";

export type SignUpFields = Omit<SignUp, "language">;

const FIELD_OF_CODE: Readonly<Record<string, FieldPath<SignUpFields>>> = {
  email_taken: "email",
  email_invalid: "email",
  name_too_long: "name",
  username_taken: "username",
  username_invalid: "username",
  password_weak: "password",
  birthday_invalid: "birthday",
  too_young: "birthday",
};

interface SignUpForm {
  form: UseFormReturn<SignUpFields>;
  submit: (event: React.BaseSyntheticEvent) => void;
  busy: boolean;
  /** What is wrong with none of the fields in particular. */
  error: string | null;
}

export function useSignUp(): SignUpForm {
  const { i18n } = useTranslation();
  const textOf = useProblemText();
  const [act] = useState(() => new ActKey());
  const form = useForm<SignUpFields>({
    mode: "onTouched",
    defaultValues: { email: "", name: "", username: "", password: "", birthday: "" },
  });
  const entry = useMutation({
    mutationFn: (body: SignUp) => signUp(body, act.for(body)),
    onSuccess: () => {
      goTo(pathTo("verify"));
    },
    onError: (error) => {
      const field = fieldOf(error);
      if (field) form.setError(field, { type: "server", message: textOf(error) }, { shouldFocus: true });
    },
  });
  const send = form.handleSubmit((fields) => {
    entry.mutate({ ...fields, name: fields.name.trim(), language: i18n.language === "ko" ? "ko" : "en" });
  });
  return {
    form,
    submit: (event) => void send(event),
    busy: entry.isPending || entry.isSuccess,
    error: entry.error && !fieldOf(entry.error) ? textOf(entry.error) : null,
  };
}

const fieldOf = (error: Error) => (error instanceof ApiProblem ? FIELD_OF_CODE[error.code] : undefined);
