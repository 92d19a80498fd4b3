import type { Location } from "react-router";

/** The posts of the list from which a post was opened in a modal, for the way to the previous and the next one. */
export interface Sequence {
  codes: readonly string[];
  loadMore: (() => void) | null;
}

let current: Sequence = { codes: [], loadMore: null };

export function setSequence(sequence: Sequence): void {
  current = sequence;
}

export interface Neighbours {
  previous: string | null;
  next: string | null;
}

export function neighboursOf(code: string): Neighbours {
  const index = current.codes.indexOf(code);
  if (index < 0) return { previous: null, next: null };
  if (index >= current.codes.length - 3) current.loadMore?.();
  return { previous: current.codes[index - 1] ?? null, next: current.codes[index + 1] ?? null };
}

/** State of a location that is shown as a modal over the page it was opened from. */
export interface ModalState {
  background: Location;
}

export function backgroundOf(location: Location): Location | null {
  const state = location.state as Partial<ModalState> | null;
  return state?.background ?? null;
}

/** The state for a link that opens a modal: over the page below when a modal is open already. */
export const modalState = (location: Location): ModalState => ({ background: backgroundOf(location) ?? location });
