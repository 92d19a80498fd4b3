import { mergeTokens } from "@mockstagram/shared/causal";
import { storage } from "../storage";

const KEY = "mockstagram.causal";
let seen = "";

/** What any tab of this browser has seen, to be sent with every request. */
export function currentToken(): string {
  const shared = storage.get(KEY);
  if (shared) seen = mergeTokens(seen, shared);
  return seen;
}

/** Takes in a token of an answer or a socket message; `applied` names the events that need not be waited for any more. */
export function receiveToken(token: string, applied = ""): void {
  const merged = mergeTokens(currentToken(), token, applied);
  if (merged === storage.get(KEY)) return;
  seen = merged;
  storage.set(KEY, merged);
}
