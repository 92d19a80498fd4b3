import { useTranslation } from "react-i18next";
import { AccountRow } from "@/components/ui/account-row";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useReasonText, useSuggestions } from "../hooks/use-suggestions";
import { FollowButton } from "./follow-button";
import styles from "./suggestions.module.css";

interface SuggestionsProps {
  /** How many are shown at most. */
  most: number;
  /** The narrow column beside the feed rather than a page of its own. */
  narrow?: boolean;
}

/** People to follow. */
export function Suggestions({ most, narrow = false }: SuggestionsProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useSuggestions();
  const reasonOf = useReasonText();
  if (error && !data) return <ProblemNotice small error={error} onRetry={() => void refetch()} />;
  if (data?.items.length === 0) return null;
  return (
    <section aria-labelledby="suggestions">
      <h2 id="suggestions" className={styles.title}>
        {t("suggestions.title")}
      </h2>
      {!data && <RowSkeletons count={most} />}
      <ul>
        {data?.items.slice(0, most).map((suggestion) => (
          <li key={suggestion.account.id}>
            <AccountRow account={suggestion.account} note={reasonOf(suggestion)} size={narrow ? 44 : 56}>
              <FollowButton account={suggestion.account} plain={narrow} />
            </AccountRow>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function RowSkeletons({ count }: { count: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.skeleton}>
          <Skeleton width={44} height={44} round />
          <div className={styles.lines}>
            <Skeleton width="50%" />
            <Skeleton width="35%" height={10} />
          </div>
        </div>
      ))}
    </div>
  );
}
