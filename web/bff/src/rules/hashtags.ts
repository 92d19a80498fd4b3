import type { SuggestedHashtag } from "../model/content.ts";
import type { Accounts } from "../model/views.ts";

/** Fewer posts than this are not counted: from two counts one could tell what became of a single one, or who blocks whom. */
const TOLD_FROM = 100;

export const told = (posts: number | undefined): number | null =>
  posts !== undefined && posts >= TOLD_FROM ? posts : null;

/**
 * Those of the tags that a viewer may be told of: one of a public account that he may see. content's projection only
 * pre-filters, user decides: no answer means not shown, and whoever went private a moment ago makes no tag public.
 */
export const tellable = (items: readonly SuggestedHashtag[], accounts: Accounts): SuggestedHashtag[] =>
  items.filter(({ author_ids }) =>
    author_ids.some((id) => {
      const author = accounts.get(id);
      return author?.maySee === true && !author.body.private;
    }),
  );
