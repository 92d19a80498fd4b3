import { useRequiredViewer } from "@/lib/session";

/** Not seen, but password managers learn from it whose password this is. */
export function AccountName() {
  const { username } = useRequiredViewer();
  return <input type="text" name="username" value={username} autoComplete="username" readOnly hidden />;
}
