import type { Account, FollowAnswer, FollowState, Profile } from "@mockstagram/shared/api/accounts";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useAct } from "@/lib/act";
import { feedChanged } from "@/lib/feed-signal";
import { followMark, useFollowState } from "@/lib/overlay";
import { changeInCache, keys } from "@/lib/query";
import { sessionStore } from "@/lib/session";
import { sendFollow } from "../api/follow";

interface Follow {
  state: FollowState;
  follow: () => void;
  unfollow: () => void;
}

/** The follow state of an account and the ways to change it. */
export function useFollow(account: Account): Follow {
  const client = useQueryClient();
  const state = useFollowState(account.id, account.relation.following);
  const want = useAct<FollowState, FollowAnswer>({
    scope: `follow:${account.id}`,
    about: account.username,
    mark: followMark(account.id),
    send: (wanted) => sendFollow(account.id, wanted !== "none"),
    done: (answer) => {
      writeRelation(client, answer);
      noteEffects(client);
    },
  });
  return {
    state,
    follow: () => {
      want(account.private ? "pending" : "following");
    },
    unfollow: () => {
      want("none");
    },
  };
}

function writeRelation(client: QueryClient, { account_id: id, following, version }: FollowAnswer): void {
  const isAccount = (thing: { id: string }): thing is Account => thing.id === id && "relation" in thing;
  changeInCache(client, isAccount, (account) => ({
    ...account,
    ...("counts" in account ? { counts: recounted(account as Profile, following) } : {}),
    relation: { ...account.relation, following, version },
  }));
}

function recounted(profile: Profile, following: FollowState): Profile["counts"] {
  return {
    ...profile.counts,
    followers: profile.counts.followers + followerChange(profile.relation.following, following),
  };
}

/** How the number of followers changes for the viewer's own step. */
const followerChange = (from: FollowState, to: FollowState): number =>
  Number(to === "following") - Number(from === "following");

function noteEffects(client: QueryClient): void {
  feedChanged(client);
  const viewer = sessionStore.get().viewer;
  if (!viewer) return;
  void client.invalidateQueries({ queryKey: keys.profile(viewer.username) });
  void client.invalidateQueries({ queryKey: keys.accounts(viewer.username, "following"), refetchType: "none" });
}
