import { useCallback } from "react";
import { sessionStore } from "./session";
import { createStore } from "./store";

/** Open while a visitor is being told that what they tried needs an account. */
export const loginPrompt = createStore(false);

/** Runs `act` for somebody who is logged in; asks everybody else to log in. */
export function useGuarded<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
  return useCallback(
    (...args: Args) => {
      if (sessionStore.get().viewer) act(...args);
      else loginPrompt.set(true);
    },
    [act],
  );
}
