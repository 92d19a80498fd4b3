import { formatCount } from "@mockstagram/shared/format";
import { Hash } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Suggestion } from "@/lib/suggest";
import { Avatar } from "./avatar";
import styles from "./suggestion-list.module.css";

interface SuggestionListProps {
  id: string;
  offered: readonly Suggestion[];
  chosen: number;
  onChoose: (suggestion: Suggestion) => void;
}

/** What may be meant, below the field that it is typed into. The focus stays there. */
export function SuggestionList({ id, offered, chosen, onChoose }: SuggestionListProps) {
  const { t } = useTranslation();
  return (
    <div id={id} role="listbox" aria-label={t("suggest.label")} className={styles.list}>
      {offered.map((suggestion, at) => (
        <Option
          key={suggestion.name}
          id={optionId(id, at)}
          suggestion={suggestion}
          chosen={at === chosen}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

export const optionId = (id: string, at: number) => `${id}-${at.toString()}`;

interface OptionProps {
  id: string;
  suggestion: Suggestion;
  chosen: boolean;
  onChoose: (suggestion: Suggestion) => void;
}

/** Keys are the field's matter: pointing at an option does not take the focus away from it. */
function Option({ id, suggestion, chosen, onChoose }: OptionProps) {
  const { account, name } = suggestion;
  const option = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) option.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <button
      type="button"
      tabIndex={-1}
      ref={option}
      id={id}
      role="option"
      aria-selected={chosen}
      className={styles.option}
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={() => {
        onChoose(suggestion);
      }}
    >
      {account ? (
        <Avatar avatar={account.avatar} username={name} size={32} />
      ) : (
        <span className={styles.sign}>
          <Hash size={16} aria-hidden="true" />
        </span>
      )}
      <span className={styles.names}>
        <span className={styles.name}>{account ? name : `#${name}`}</span>
        <Note suggestion={suggestion} />
      </span>
    </button>
  );
}

function Note({ suggestion: { account, posts } }: { suggestion: Suggestion }) {
  const { t, i18n } = useTranslation();
  if (account?.name) return <span className={styles.note}>{account.name}</span>;
  if (!posts) return null;
  return <span className={styles.note}>{t("hashtag.posts", { shown: formatCount(posts, i18n.language) })}</span>;
}
