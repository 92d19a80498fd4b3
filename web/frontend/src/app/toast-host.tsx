import { lazy, Suspense } from "react";
import { toastsWanted } from "@/lib/toast";
import { useStore } from "@/lib/store";

const Toasts = lazy(() => import("./toasts"));

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
