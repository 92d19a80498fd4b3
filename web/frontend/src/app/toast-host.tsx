import { lazy, Suspense } from "react";
import { whenIdle } from "@/lib/idle";
import { toastsWanted } from "@/lib/toast";
import { useStore } from "@/lib/store";

const load = () => import("./toasts");
const Toasts = lazy(load);

/** So that a message about a lost connection does not need one. */
export function fetchToastsLater(): void {
  whenIdle(() => void load().catch(() => undefined));
}

/** Loads what shows messages with the first message. */
export function ToastHost() {
  const wanted = useStore(toastsWanted, (state) => state);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <Toasts />
    </Suspense>
  );
}
