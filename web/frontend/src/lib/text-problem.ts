import { LIMITS } from "@mockstagram/shared/limits";
import type { TextProblem } from "@mockstagram/shared/text";
import { useTranslation } from "react-i18next";

interface Bounds {
  min?: number;
  max?: number;
}

/** Turns a check of web/shared into a rule of a form: `true`, or what is wrong in words. */
export function useTextRule(): (
  check: (text: string) => TextProblem | null,
  bounds?: Bounds,
) => (text: string) => true | string {
  const { t } = useTranslation();
  return (check, { min = 0, max = 0 } = {}) =>
    (text) => {
      const problem = check(text);
      return problem === null || t(`check.${problem}`, { min, max, age: LIMITS.minimumAge });
    };
}
