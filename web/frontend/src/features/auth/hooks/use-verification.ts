import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActKey } from "@/lib/api/idempotency";
import { goTo } from "@/lib/session";
import { toast } from "@/lib/toast";
import { sendCodeAgain, verifyEmail } from "../api/auth";

const PAUSE_S = 60;

/** Sends the code that was typed, and asks for another one at most once a minute. */
export function useVerification() {
  const { t } = useTranslation();
  const [act] = useState(() => new ActKey());
  const [wait, setWait] = useState(0);
  useCountdown(wait, setWait);
  const check = useMutation({
    mutationFn: verifyEmail,
    onSuccess: () => {
      goTo("/");
    },
  });
  const again = useMutation({
    mutationFn: () => sendCodeAgain(act.for("send")),
    onSuccess: () => {
      act.done();
      setWait(PAUSE_S);
      toast(t("auth.codeSent"));
    },
  });
  return { check, again, wait };
}

function useCountdown(seconds: number, set: (seconds: number) => void): void {
  useEffect(() => {
    if (seconds <= 0) return undefined;
    const timer = setTimeout(() => {
      set(seconds - 1);
    }, 1_000);
    return () => {
      clearTimeout(timer);
    };
  }, [seconds, set]);
}
