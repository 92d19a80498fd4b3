import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newKey } from "./api/idempotency";
import { ApiProblem } from "./api/problem";
import type { Mark } from "./overlay";
import { useProblemText } from "./problem-text";
import { toast } from "./toast";

interface Act<Wanted, Answer> {
  /** Acts of one scope run one after the other, so that the last wish is the one that stands. */
  scope: string;
  mark: Mark<Wanted>;
  send: (wanted: Wanted, key: string) => Promise<Answer>;
  /** Writes the effect into the cache. */
  done: (answer: Answer, wanted: Wanted) => void;
}

interface Wish<Wanted> {
  wanted: Wanted;
  key: string;
}

/** An act that shows at once, and is undone, with its reason and a way to try again, when the server refuses. */
export function useAct<Wanted, Answer>({ scope, mark, send, done }: Act<Wanted, Answer>): (wanted: Wanted) => void {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const settle = (wanted: Wanted) => {
    if (mark.get() === wanted) mark.set(null);
  };
  const { mutate } = useMutation({
    scope: { id: scope },
    retry: (failures, error) => failures < 2 && canRetry(error),
    mutationFn: ({ wanted, key }: Wish<Wanted>) => send(wanted, key),
    onMutate: ({ wanted }) => {
      mark.set(wanted);
    },
    onSuccess: (answer, { wanted }) => {
      done(answer, wanted);
      settle(wanted);
    },
    onError: (error, wish) => {
      settle(wish.wanted);
      const again = () => {
        mutate(wish);
      };
      toast(textOf(error), { tone: "error", action: { label: t("common.tryAgain"), act: again } });
    },
  });
  return (wanted) => {
    mutate({ wanted, key: newKey() });
  };
}

const canRetry = (error: Error) =>
  error instanceof ApiProblem && error.transient && error.code !== "primary_unreachable";
