import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

const LEAST_GAP_MS = 20_000;
const SIGNED = new Set(["feed", "post", "profile", "grid", "accounts", "suggestions"]);
let renewedAt = 0;

/** Addresses of pictures live ten minutes or so; when one fails, what was read with it is read again. */
export function useRenewMedia(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    if (Date.now() - renewedAt < LEAST_GAP_MS) return;
    renewedAt = Date.now();
    void client.invalidateQueries({ predicate: (query) => SIGNED.has(String(query.queryKey[0])) });
  }, [client]);
}
