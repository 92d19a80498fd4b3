import type { Account, FollowerAnswer, FollowState, RequestCount } from "@mockstagram/shared/api/accounts";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useAct } from "@/lib/act";
import { followerMark, useFollowerState } from "@/lib/overlay";
import { changeInCache, keys } from "@/lib/query";
import { sessionStore } from "@/lib/session";
import { sendFollowerAway, sendRequest } from "../api/follow";

interface Follower {
  /** How the account follows the viewer: pending is a request to decide about. */
  state: FollowState;
  accept: () => void;
  /** Declines a request, removes a follower. */
  end: () => void;
}

/** How an account follows the viewer, and what the viewer can do about it. */
export function useFollower(account: Account): Follower {
  const client = useQueryClient();
  const state = useFollowerState(account);
  const { id, relation } = account;
  const want = useAct<FollowState, FollowerAnswer>({
    scope: `follower:${id}`,
    about: account.username,
    mark: followerMark(id),
    send: (wanted) => {
      const accepted = wanted === "following";
      return relation.followed_by && !accepted ? sendFollowerAway(id) : sendRequest(id, accepted);
    },
    done: (answer) => {
      if (relation.requested_by && answer.following !== "pending") countDown(client);
      writeFollower(client, answer);
      noteEffects(client);
    },
  });
  return {
    state,
    accept: () => {
      want("following");
    },
    end: () => {
      want("none");
    },
  };
}

function writeFollower(client: QueryClient, { account_id: id, following }: FollowerAnswer): void {
  const isAccount = (thing: { id: string }): thing is Account => thing.id === id && "relation" in thing;
  changeInCache(client, isAccount, (account) => ({
    ...account,
    relation: { ...account.relation, followed_by: following === "following", requested_by: following === "pending" },
  }));
}

function countDown(client: QueryClient): void {
  client.setQueryData<RequestCount>(
    keys.requestCount,
    (known) => known && { ...known, count: Math.max(0, known.count - 1) },
  );
}

function noteEffects(client: QueryClient): void {
  const viewer = sessionStore.get().viewer;
  if (!viewer) return;
  void client.invalidateQueries({ queryKey: keys.profile(viewer.username) });
  void client.invalidateQueries({ queryKey: keys.accounts(viewer.username, "followers"), refetchType: "none" });
}
