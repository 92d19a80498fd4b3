import { LIMITS } from "@mockstagram/shared/limits";
import { Plus, X } from "lucide-react";
import { useFieldArray, type Control, type FieldErrors, type UseFormRegister } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import type { ProfileFields } from "../profile-fields";
import styles from "./settings.module.css";

interface LinkFieldsProps {
  control: Control<ProfileFields>;
  register: UseFormRegister<ProfileFields>;
  errors: FieldErrors<ProfileFields>;
}

export function LinkFields({ control, register, errors }: LinkFieldsProps) {
  const { t } = useTranslation();
  const { fields, append, remove } = useFieldArray({ control, name: "links" });
  return (
    <fieldset className={styles.links}>
      <legend className={styles.linksTitle}>{t("settings.links")}</legend>
      {fields.map((field, index) => (
        <div key={field.id} className={styles.linkRow}>
          <TextField
            {...register(`links.${index}.url`, {
              validate: (url) => /^https?:\/\/\S+\.\S+$/.test(url) || t("problem.link_invalid"),
            })}
            type="url"
            label={t("settings.linkUrl")}
            placeholder="https://"
            error={errors.links?.[index]?.url?.message}
          />
          <TextField
            {...register(`links.${index}.title`)}
            label={t("settings.linkTitle")}
            maxLength={LIMITS.linkTitle}
            error={errors.links?.[index]?.title?.message}
          />
          <IconButton
            className={styles.linkRemove}
            label={t("settings.removeLink")}
            onClick={() => {
              remove(index);
            }}
          >
            <X size={18} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {fields.length < LIMITS.links && (
        <Button
          onClick={() => {
            append({ url: "", title: "" });
          }}
        >
          <Plus size={16} aria-hidden="true" />
          {t("settings.addLink")}
        </Button>
      )}
    </fieldset>
  );
}
