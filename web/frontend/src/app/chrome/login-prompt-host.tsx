import { lazy, Suspense } from "react";
import { loginPrompt } from "@/lib/login-prompt";
import { useStore } from "@/lib/store";

const LoginPrompt = lazy(() => import("./login-prompt"));

export function LoginPromptHost() {
  const open = useStore(loginPrompt, (state) => state);
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <LoginPrompt />
    </Suspense>
  );
}
