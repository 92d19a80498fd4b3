import { useQuery } from "@tanstack/react-query";
import { checkUsername } from "@mockstagram/shared/text";
import { useDebounced } from "@/lib/debounced";
import { readAvailability } from "../api/auth";

const PAUSE_MS = 350;

export type Availability = "unknown" | "checking" | "free" | "taken" | "reserved" | "invalid";

/** Asks whether a username is free once the person pauses typing. */
export function useAvailability(username: string): Availability {
  const settled = useDebounced(username, PAUSE_MS);
  const valid = checkUsername(username) === null;
  const { data, isError } = useQuery({
    queryKey: ["availability", settled.toLowerCase()],
    queryFn: ({ signal }) => readAvailability(settled, signal),
    enabled: valid && settled === username,
    staleTime: 10_000,
  });
  if (!valid || isError) return "unknown";
  if (settled !== username || !data) return "checking";
  return data.available ? "free" : refusalOf(data.reason);
}

function refusalOf(reason: string | null): Availability {
  return reason === "taken" || reason === "reserved" ? reason : "invalid";
}
