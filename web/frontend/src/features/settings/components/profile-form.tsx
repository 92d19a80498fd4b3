import type { Profile } from "@mockstagram/shared/api/accounts";
import { LIMITS } from "@mockstagram/shared/limits";
import { checkBio, checkName, exceeds } from "@mockstagram/shared/text";
import { useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { useBeforeUnload } from "@/lib/before-unload";
import { useProblemText } from "@/lib/problem-text";
import { useTextRule } from "@/lib/text-problem";
import { useEditProfile } from "../hooks/use-edit-profile";
import type { ProfileFields } from "../profile-fields";
import { LinkFields } from "./link-fields";
import styles from "./settings.module.css";

export function ProfileForm({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const rule = useTextRule();
  const edit = useEditProfile();
  const { register, handleSubmit, control, reset, formState } = useForm<ProfileFields>({
    mode: "onTouched",
    defaultValues: { name: profile.name, pronouns: profile.pronouns, bio: profile.bio, links: profile.links },
  });
  const bio = useWatch({ control, name: "bio" });
  useBeforeUnload(formState.isDirty);
  const save = handleSubmit((fields) => {
    const saved = () => {
      reset(fields);
    };
    edit.mutate({ ...fields, name: fields.name.trim(), bio: fields.bio.trim() }, { onSuccess: saved });
  });
  const { errors } = formState;
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)} noValidate>
      <TextField
        {...register("name", { validate: rule(checkName, { max: LIMITS.name }) })}
        label={t("auth.name")}
        autoComplete="name"
        error={errors.name?.message}
      />
      <TextField
        {...register("pronouns", {
          validate: rule((text) => (exceeds(text, LIMITS.pronouns) ? "too_long" : null), { max: LIMITS.pronouns }),
        })}
        label={t("settings.pronouns")}
        autoComplete="off"
        error={errors.pronouns?.message}
      />
      <TextArea
        {...register("bio", { validate: rule(checkBio, { max: LIMITS.bio }) })}
        label={t("settings.bio")}
        rows={3}
        limit={LIMITS.bio}
        value={bio}
        error={errors.bio?.message}
      />
      <LinkFields control={control} register={register} errors={errors} />
      <div role="alert">{edit.error && <p className={styles.alert}>{textOf(edit.error)}</p>}</div>
      <div className={styles.end}>
        <Button type="submit" variant="primary" busy={edit.isPending} disabled={!formState.isDirty}>
          {t("settings.save")}
        </Button>
      </div>
    </form>
  );
}
