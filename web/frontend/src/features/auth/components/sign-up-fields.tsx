import { LIMITS } from "@mockstagram/shared/limits";
import { checkBirthday, checkEmail, checkName, checkPassword, checkUsername } from "@mockstagram/shared/text";
import { useWatch, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { useTextRule } from "@/lib/text-problem";
import { useAvailability } from "../hooks/use-availability";
import type { SignUpFields as Fields } from "../hooks/use-sign-up";
import { UsernameState, useAvailabilityText } from "./username-state";

export function SignUpFields({ form }: { form: UseFormReturn<Fields> }) {
  const { t } = useTranslation();
  const rule = useTextRule();
  const { register, control, formState } = form;
  const { errors } = formState;
  const username = useWatch({ control, name: "username" });
  const availability = useAvailability(username);
  const available = useAvailabilityText(availability);
  const plain = { autoCapitalize: "none", spellCheck: false } as const;
  return (
    <>
      <TextField
        {...register("email", { validate: rule(checkEmail, { max: LIMITS.email }) })}
        {...plain}
        type="email"
        label={t("auth.email")}
        autoComplete="email"
        error={errors.email?.message}
      />
      <TextField
        {...register("name", { validate: rule(checkName, { max: LIMITS.name }) })}
        label={t("auth.name")}
        autoComplete="name"
        error={errors.name?.message}
      />
      <TextField
        {...register("username", { validate: rule(checkUsername, LIMITS.username) })}
        {...plain}
        label={t("auth.username")}
        autoComplete="username"
        hint={available.hint}
        error={errors.username?.message ?? available.error}
        end={<UsernameState state={availability} />}
      />
      <PasswordField
        {...register("password", { validate: rule(checkPassword, LIMITS.password) })}
        label={t("auth.password")}
        autoComplete="new-password"
        hint={t("auth.passwordHint", { min: LIMITS.password.min })}
        error={errors.password?.message}
      />
      <TextField
        {...register("birthday", { validate: rule((text) => checkBirthday(text, new Date())) })}
        type="date"
        label={t("auth.birthday")}
        autoComplete="bday"
        hint={t("auth.birthdayHint", { age: LIMITS.minimumAge })}
        error={errors.birthday?.message}
      />
    </>
  );
}
