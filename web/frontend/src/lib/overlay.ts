import type { Account, FollowState } from "@mockstagram/shared/api/accounts";
import { useCallback } from "react";
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
  /** Whom the viewer blocks, by account. */
  blocks: ReadonlyMap<string, boolean>;
  /** Whom the viewer mutes, by account. */
  mutes: ReadonlyMap<string, boolean>;
  deletedPosts: ReadonlySet<string>;
}

const overlay = createStore<Overlay>({
  follows: new Map(),
  followers: new Map(),
  blocks: new Map(),
  mutes: new Map(),
  deletedPosts: new Set(),
});

interface Parts {
  follows: FollowState;
  followers: FollowState;
  blocks: boolean;
  mutes: boolean;
}

/** A mark as it can be kept. */
export interface Shown {
  part: keyof Parts | "deletedPosts";
  id: string;
  wanted: FollowState | boolean;
}

/** One act's place in the overlay. */
export interface Mark<Wanted> {
  part: keyof Parts;
  id: string;
  get: () => Wanted | undefined;
  set: (wanted: Wanted | null) => void;
}

const marksOf = <Part extends keyof Parts>(state: Overlay, part: Part) =>
  state[part] as ReadonlyMap<string, Parts[Part]>;

const markIn =
  <Part extends keyof Parts>(part: Part) =>
  (accountId: string): Mark<Parts[Part]> => ({
    part,
    id: accountId,
    get: () => marksOf(overlay.get(), part).get(accountId),
    set(wanted) {
      overlay.set((current) => {
        const marks = new Map(marksOf(current, part));
        if (wanted === null) marks.delete(accountId);
        else marks.set(accountId, wanted);
        return { ...current, [part]: marks };
      });
    },
  });

export const followMark = markIn("follows");
export const followerMark = markIn("followers");
export const blockMark = markIn("blocks");
export const muteMark = markIn("mutes");

/** Puts a mark that was kept back into the overlay. */
export function show({ part, id, wanted }: Shown): void {
  if (part === "deletedPosts") setDeleted(id, true);
  else markIn(part)(id).set(wanted);
}

/** Takes a mark away, unless the person wants something else by now. */
export function hide({ part, id, wanted }: Shown): void {
  if (part === "deletedPosts") setDeleted(id, false);
  else {
    const mark = markIn(part)(id);
    if (mark.get() === wanted) mark.set(null);
  }
}

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

/** Whether the viewer blocks an account. */
export function useBlocking({ id, relation }: Account): boolean {
  return useStore(overlay, (state) => state.blocks.get(id)) ?? relation.blocking;
}

/** Whether the viewer mutes an account. */
export function useMuting({ id, relation }: Account): boolean {
  return useStore(overlay, (state) => state.mutes.get(id)) ?? relation.muting;
}

interface FeedPost {
  id: string;
  author: { id: string };
}

/** Tells which posts still belong into the home feed. */
export function useStaysInFeed(): (post: FeedPost) => boolean {
  const { deletedPosts, blocks, mutes } = useStore(overlay, (state) => state);
  return useCallback(
    ({ id, author }) => !deletedPosts.has(id) && blocks.get(author.id) !== true && mutes.get(author.id) !== true,
    [deletedPosts, blocks, mutes],
  );
}

export function useDeletedPosts(): ReadonlySet<string> {
  return useStore(overlay, (state) => state.deletedPosts);
}
