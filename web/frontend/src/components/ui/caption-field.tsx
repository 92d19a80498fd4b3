import { LIMITS } from "@mockstagram/shared/limits";
import { captionProblem } from "@mockstagram/shared/text";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { optionId, SuggestionList } from "./suggestion-list";
import styles from "./suggestion-list.module.css";
import { TextArea } from "./text-area";
import { useSuggesting } from "./use-suggesting";

interface CaptionFieldProps {
  value: string;
  onChange: (caption: string) => void;
}

/** Where the caption of a post is written; says which limit it breaks, and offers tags and accounts while they are typed. */
export function CaptionField({ value, onChange }: CaptionFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { field, offered, open, chosen, choose, onKeyDown, follow } = useSuggesting({ value, onChange });
  return (
    <div className={styles.box}>
      <TextArea
        ref={field}
        label={t("composer.caption")}
        hideLabel
        placeholder={t("composer.captionHint")}
        rows={5}
        limit={LIMITS.caption}
        value={value}
        error={useLimitText(value)}
        aria-autocomplete="list"
        {...(open && { role: "combobox", "aria-expanded": true, "aria-controls": id })}
        aria-activedescendant={open && chosen >= 0 ? optionId(id, chosen) : undefined}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          onChange(event.target.value);
          follow(event.target.selectionStart);
        }}
        onSelect={({ currentTarget: { selectionStart, selectionEnd } }) => {
          follow(selectionStart === selectionEnd ? selectionStart : null);
        }}
        onBlur={() => {
          follow(null);
        }}
      />
      {open && <SuggestionList id={id} offered={offered} chosen={chosen} onChoose={choose} />}
      <p className="visuallyHidden" role="status">
        {open && t("suggest.found", { count: offered.length })}
      </p>
    </div>
  );
}

/** That there are too many tags or mentions; how many characters there are, the field says itself. */
function useLimitText(caption: string): string | undefined {
  const { t } = useTranslation();
  const problem = captionProblem(caption);
  if (problem === null || problem === "caption_too_long") return undefined;
  return t(`problem.${problem}`, { limit: problem === "too_many_hashtags" ? LIMITS.hashtags : LIMITS.mentions });
}
