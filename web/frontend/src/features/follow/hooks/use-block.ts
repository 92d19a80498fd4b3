import type { Account, BlockAnswer, Profile } from "@mockstagram/shared/api/accounts";
import type { Post } from "@mockstagram/shared/api/posts";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAct } from "@/lib/act";
import { blockMark, useBlocking } from "@/lib/overlay";
import { changeInCache, keys } from "@/lib/query";
import { sessionStore } from "@/lib/session";
import { toast } from "@/lib/toast";
import { sendBlock } from "../api/follow";

interface Block {
  blocking: boolean;
  block: () => void;
  unblock: () => void;
}

/** Whether the viewer blocks an account, and the ways to change it. */
export function useBlock(account: Account): Block {
  const client = useQueryClient();
  const { t } = useTranslation();
  const { id, username } = account;
  const want = useAct<boolean, BlockAnswer>({
    scope: `block:${id}`,
    about: username,
    mark: blockMark(id),
    send: (wanted) => sendBlock(id, wanted),
    done: (answer) => {
      writeBlock(client, answer);
      noteEffects(client, account);
      toast(t(answer.blocking ? "block.blocked" : "block.unblocked", { username }));
    },
  });
  return {
    blocking: useBlocking(account),
    block: () => {
      want(true);
    },
    unblock: () => {
      want(false);
    },
  };
}

/** A block ends follows both ways, and what the account publishes is not shown any more. */
function writeBlock(client: QueryClient, { account_id: id, blocking }: BlockAnswer): void {
  const isAccount = (thing: { id: string }): thing is Account => thing.id === id && "relation" in thing;
  const ended = blocking ? { following: "none" as const, followed_by: false, requested_by: false } : {};
  changeInCache(client, isAccount, (account) => ({
    ...account,
    ...("may_see" in account && blocking ? ({ may_see: false } satisfies Partial<Profile>) : {}),
    relation: { ...account.relation, ...ended, blocking },
  }));
  if (!blocking) return;
  const isTheirs = (thing: { id: string }): thing is Post =>
    "author" in thing && (thing as Post).author.id === id && "media" in thing;
  changeInCache(client, isTheirs, () => null);
}

function noteEffects(client: QueryClient, { username }: Account): void {
  const viewer = sessionStore.get().viewer?.username ?? "";
  client.removeQueries({ queryKey: keys.grid(username), type: "inactive" });
  for (const queryKey of [keys.blocked, keys.suggestions, keys.profile(username), keys.profile(viewer)])
    void client.invalidateQueries({ queryKey });
  for (const side of ["followers", "following"] as const)
    void client.invalidateQueries({ queryKey: keys.accounts(viewer, side), refetchType: "none" });
}
