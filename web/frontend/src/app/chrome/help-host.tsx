import { lazy, Suspense } from "react";
import { useShortcut } from "@/lib/shortcuts";
import { useStore } from "@/lib/store";
import { helpStore } from "./help-store";

const HelpDialog = lazy(() => import("./help-dialog"));

export function HelpHost() {
  const open = useStore(helpStore, (state) => state);
  useShortcut(["?"], () => {
    helpStore.set(true);
  });
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <HelpDialog
        onClose={() => {
          helpStore.set(false);
        }}
      />
    </Suspense>
  );
}
