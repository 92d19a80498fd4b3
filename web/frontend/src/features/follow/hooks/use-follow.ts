import type { Account, FollowAnswer, FollowState, Profile } from "@mockstagram/shared/api/accounts";
import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newKey } from "@/lib/api/idempotency";
import { ApiProblem } from "@/lib/api/problem";
import { feedChanged } from "@/lib/feed-signal";
import { pendingFollow, setFollow, useFollowState } from "@/lib/overlay";
import { useProblemText } from "@/lib/problem-text";
import { changeInCache, keys } from "@/lib/query";
import { sessionStore } from "@/lib/session";
import { toast } from "@/lib/toast";
import { deleteFollow, putFollow } from "../api/follow";

interface FollowAct {
  wanted: FollowState;
  key: string;
}

interface Follow {
  state: FollowState;
  follow: () => void;
  unfollow: () => void;
}

/** The follow state of an account and the ways to change it: at once on screen, undone when the server refuses. */
export function useFollow(account: Account): Follow {
  const client = useQueryClient();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const state = useFollowState(account.id, account.relation.following);
  const { mutate } = useMutation({
    // Acts on one account run one after the other, so that the last wish is the one that stands.
    scope: { id: `follow:${account.id}` },
    retry: (failures, error) => failures < 2 && canRetry(error),
    mutationFn: ({ wanted, key }: FollowAct) =>
      wanted === "none" ? deleteFollow(account.id, key) : putFollow(account.id, key),
    onMutate: ({ wanted }) => {
      setFollow(account.id, wanted);
    },
    onSuccess: (answer, { wanted }) => {
      writeRelation(client, answer);
      if (pendingFollow(account.id) === wanted) setFollow(account.id, null);
      noteEffects(client);
    },
    onError: (error, act) => {
      if (pendingFollow(account.id) === act.wanted) setFollow(account.id, null);
      const again = () => {
        mutate(act);
      };
      toast(textOf(error), { tone: "error", action: { label: t("common.tryAgain"), act: again } });
    },
  });
  const want = (wanted: FollowState) => {
    mutate({ wanted, key: newKey() });
  };
  return {
    state,
    follow: () => {
      want("following");
    },
    unfollow: () => {
      want("none");
    },
  };
}

const canRetry = (error: Error) =>
  error instanceof ApiProblem && error.transient && error.code !== "primary_unreachable";

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
