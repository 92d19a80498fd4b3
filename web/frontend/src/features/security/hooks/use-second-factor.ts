import { useQuery } from "@tanstack/react-query";
import { keys } from "@/lib/query";
import { readSecondFactor } from "../api/second-factor";

/** Whether the viewer's log-ins ask for a code. */
export const useSecondFactor = () =>
  useQuery({ queryKey: keys.secondFactor, queryFn: ({ signal }) => readSecondFactor(signal), staleTime: 0 });
