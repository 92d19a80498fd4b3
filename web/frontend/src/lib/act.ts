import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newKey } from "./api/idempotency";
import { ApiProblem } from "./api/problem";
import { mustWait, sendLater, sendNow, type Sending } from "./offline/waiting";
import type { Mark, Shown } from "./overlay";
import { useProblemText } from "./problem-text";
import { toast } from "./toast";

interface Act<Wanted, Answer> {
  /** Acts of one scope run one after the other, so that the last wish is the one that stands. */
  scope: string;
  /** What it is about, for a message about it long after: a username. */
  about: string;
  mark: Mark<Wanted>;
  send: (wanted: Wanted) => Sending;
  /** Writes the effect into the cache. */
  done: (answer: Answer, wanted: Wanted) => void;
}

interface Wish<Wanted> {
  wanted: Wanted;
  key: string;
}

/**
 * An act that shows at once. Without a connection it waits in this browser for one; it is undone, with its reason and a way
 * to try again, when the server refuses.
 */
export function useAct<Wanted extends Shown["wanted"], Answer>(act: Act<Wanted, Answer>): (wanted: Wanted) => void {
  const { scope, about, mark, send, done } = act;
  const { t } = useTranslation();
  const textOf = useProblemText();
  const settle = (wanted: Wanted) => {
    if (mark.get() === wanted) mark.set(null);
  };
  const { mutate } = useMutation({
    scope: { id: scope },
    retry: (failures, error) => failures < 2 && canRetry(error) && !mustWait(),
    mutationFn: ({ wanted, key }: Wish<Wanted>) => sendNow<Answer>(send(wanted), key),
    onMutate: ({ wanted }) => {
      mark.set(wanted);
    },
    onSuccess: (answer, { wanted }) => {
      done(answer, wanted);
      settle(wanted);
    },
    onError: async (error, wish) => {
      const { wanted, key } = wish;
      const shown = { part: mark.part, id: mark.id, wanted };
      const finish = (answer: unknown) => {
        done(answer as Answer, wanted);
      };
      if (await sendLater(error, { ...send(wanted), scope, about, key, shown }, finish)) {
        toast(t("queue.kept"));
        return;
      }
      settle(wanted);
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
