import type { EditPost, Media, Post, Revision } from "@mockstagram/shared/api/posts";
import { LIMITS } from "@mockstagram/shared/limits";
import { captionProblem, exceeds } from "@mockstagram/shared/text";

/** What a post shall say, while it is being written. */
export interface Editing {
  caption: string;
  media: readonly Media[];
}

export const editingOf = ({ caption, media }: Post): Editing => ({ caption, media });

/** Null when nothing would change. */
export function editOf(post: Post, { caption, media }: Editing): EditPost | null {
  const text = caption.trim();
  const described = media.map(({ id, alt }) => ({ id, alt: alt.trim() }));
  const sameMedia = described.every(({ id, alt }, at) => post.media[at]?.id === id && post.media[at].alt === alt);
  if (text === post.caption && sameMedia) return null;
  return {
    version: post.version,
    ...(text !== post.caption && { caption: text }),
    ...(!sameMedia && { media: described }),
  };
}

export const fits = ({ caption, media }: Editing): boolean =>
  captionProblem(caption) === null && media.every(({ alt }) => !exceeds(alt, LIMITS.altText));

type Said = Pick<Revision, "media">;

/** What else than the caption changed between two states of a post. */
export function changesBetween(before: Said, after: Said): { order: boolean; alts: boolean } {
  const alts = new Map(after.media.map(({ id, alt }) => [id, alt]));
  return {
    order: before.media.some(({ id }, at) => after.media[at]?.id !== id),
    alts: before.media.some(({ id, alt }) => alts.get(id) !== alt),
  };
}
