import { Spinner } from "./spinner";
import { useReachEnd } from "@/lib/reach-end";
import { ProblemNotice } from "./problem-notice";
import styles from "./list-end.module.css";

interface ListEndProps {
  /** What TanStack Query says about the following page. */
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: Error | null;
    fetchNextPage: () => unknown;
  };
  label: string;
  /** Changes whenever a page has arrived, so that a short page is followed by the next one at once. */
  length: number;
}

/** The end of a list that grows by itself, with a way on when a page did not come. */
export function ListEnd({ query, label, length }: ListEndProps) {
  const reached = useReachEnd<HTMLDivElement>(() => {
    if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError) query.fetchNextPage();
  });
  if (query.isFetchNextPageError) {
    return <ProblemNotice small error={query.error} onRetry={() => void query.fetchNextPage()} />;
  }
  if (!query.hasNextPage) return null;
  return (
    <div key={length} ref={reached} className={styles.end}>
      {query.isFetchingNextPage && <Spinner label={label} />}
    </div>
  );
}
