import { LIMITS } from "@mockstagram/shared/limits";
import { captionProblem } from "@mockstagram/shared/text";
import { useTranslation } from "react-i18next";
import { TextArea } from "./text-area";

interface CaptionFieldProps {
  value: string;
  onChange: (caption: string) => void;
}

/** Where the caption of a post is written; says which limit it breaks. */
export function CaptionField({ value, onChange }: CaptionFieldProps) {
  const { t } = useTranslation();
  const problem = captionProblem(value);
  const limit = problem === "too_many_hashtags" ? LIMITS.hashtags : LIMITS.mentions;
  const said = problem === null || problem === "caption_too_long" ? undefined : t(`problem.${problem}`, { limit });
  return (
    <TextArea
      label={t("composer.caption")}
      hideLabel
      placeholder={t("composer.captionHint")}
      rows={5}
      limit={LIMITS.caption}
      value={value}
      error={said}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}
