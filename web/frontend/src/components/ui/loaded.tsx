import type { ReactNode } from "react";
import { isAbsent } from "@/lib/api/problem";
import { ProblemNotice } from "./problem-notice";

interface LoadedProps<Data> {
  /** What TanStack Query says about the data. */
  query: { error: Error | null; refetch: () => unknown };
  data: Data | undefined;
  /** Shown until the data is there. */
  waiting: ReactNode;
  /** Shown when there is no such thing, or none that this viewer may see. */
  absent?: ReactNode;
  small?: boolean;
  children: (data: Data) => ReactNode;
}

/** A part of the page in whichever state its data is; data that could not be renewed goes on being shown. */
export function Loaded<Data>({ query, data, waiting, absent, small = false, children }: LoadedProps<Data>) {
  const { error, refetch } = query;
  if (absent !== undefined && isAbsent(error)) return absent;
  if (data !== undefined) return children(data);
  if (error) return <ProblemNotice small={small} error={error} onRetry={() => void refetch()} />;
  return waiting;
}
