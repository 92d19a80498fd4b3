import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem, type ProblemCode } from "./api/problem";

/** As the keys are typed, a code without a text does not compile. */
type ProblemKey = `problem.${ProblemCode}`;

/** What to tell a person about an error, in their language. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiProblem)) return t("problem.unknown");
      const { code, outcome, retry_after: seconds, limit } = error.problem;
      if (outcome === "unknown") return t("problem.outcomeUnknown");
      const key = `problem.${code}`;
      if (!i18n.exists(key)) return t(error.status >= 500 ? "problem.unavailable" : "problem.unknown");
      return t(key as ProblemKey, { seconds: seconds ?? 60, limit: limit ?? 0 });
    },
    [t, i18n],
  );
}
