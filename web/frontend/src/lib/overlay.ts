import type { Account, FollowState } from "@mockstagram/shared/api/accounts";
import { createStore, useStore } from "./store";

/**
 * What the person has done and the server has not yet confirmed. It lies over server state: it is put here when an act
 * begins, and taken away when the act has failed (the old state shows again) or its effect has been written to the cache.
 */
interface Overlay {
  /** Whom the viewer follows, by account. */
  follows: ReadonlyMap<string, FollowState>;
  /** Who follows the viewer, by account. */
  followers: ReadonlyMap<string, FollowState>;
  deletedPosts: ReadonlySet<string>;
}

const overlay = createStore<Overlay>({ follows: new Map(), followers: new Map(), deletedPosts: new Set() });

/** One act's place in the overlay. */
export interface Mark<Wanted> {
  get: () => Wanted | undefined;
  set: (wanted: Wanted | null) => void;
}

const markIn =
  (part: "follows" | "followers") =>
  (accountId: string): Mark<FollowState> => ({
    get: () => overlay.get()[part].get(accountId),
    set(wanted) {
      overlay.set((current) => {
        const marks = new Map(current[part]);
        if (wanted) marks.set(accountId, wanted);
        else marks.delete(accountId);
        return { ...current, [part]: marks };
      });
    },
  });

export const followMark = markIn("follows");
export const followerMark = markIn("followers");

export function setDeleted(postId: string, deleted: boolean): void {
  overlay.set((current) => {
    const deletedPosts = new Set(current.deletedPosts);
    if (deleted) deletedPosts.add(postId);
    else deletedPosts.delete(postId);
    return { ...current, deletedPosts };
  });
}

/** The follow state to show for an account whose last known one is `known`. */
export function useFollowState(accountId: string, known: FollowState): FollowState {
  return useStore(overlay, (state) => state.follows.get(accountId)) ?? known;
}

/** How an account follows the viewer. */
export function useFollowerState({ id, relation }: Account): FollowState {
  const known = relation.followed_by ? "following" : relation.requested_by ? "pending" : "none";
  return useStore(overlay, (state) => state.followers.get(id)) ?? known;
}

export function useDeletedPosts(): ReadonlySet<string> {
  return useStore(overlay, (state) => state.deletedPosts);
}
