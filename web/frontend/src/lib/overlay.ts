import type { FollowState } from "@mockstagram/shared/api/accounts";
import { createStore, useStore } from "./store";

/**
 * What the person has done and the server has not yet confirmed. It lies over server state: it is put here when an act
 * begins, and taken away when the act has failed (the old state shows again) or its effect has been written to the cache.
 */
interface Overlay {
  follows: ReadonlyMap<string, FollowState>;
  deletedPosts: ReadonlySet<string>;
}

const overlay = createStore<Overlay>({ follows: new Map(), deletedPosts: new Set() });

export function setFollow(accountId: string, state: FollowState | null): void {
  overlay.set((current) => {
    const follows = new Map(current.follows);
    if (state) follows.set(accountId, state);
    else follows.delete(accountId);
    return { ...current, follows };
  });
}

export function setDeleted(postId: string, deleted: boolean): void {
  overlay.set((current) => {
    const deletedPosts = new Set(current.deletedPosts);
    if (deleted) deletedPosts.add(postId);
    else deletedPosts.delete(postId);
    return { ...current, deletedPosts };
  });
}

export const pendingFollow = (accountId: string): FollowState | undefined => overlay.get().follows.get(accountId);

/** The follow state to show for an account whose last known one is `known`. */
export function useFollowState(accountId: string, known: FollowState): FollowState {
  return useStore(overlay, (state) => state.follows.get(accountId)) ?? known;
}

export function useDeletedPosts(): ReadonlySet<string> {
  return useStore(overlay, (state) => state.deletedPosts);
}
