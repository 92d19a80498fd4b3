import { Type, type Static } from "typebox";
import { nullable } from "./common.ts";

const Count = nullable(Type.Integer({ description: "of public accounts; null while there are few" }));
const CappedAt = Type.Integer({ description: "where counting stops" });

/** A tag; `posts` counts those of public accounts, and is null while there are so few that it would tell of single ones. */
export const Hashtag = Type.Object({ name: Type.String(), posts: Count, capped_at: CappedAt });
export type Hashtag = Static<typeof Hashtag>;

export const HashtagParams = Type.Object({ tag: Type.String({ minLength: 1, maxLength: 100 }) });

/** Tags that public posts have, most used first. */
export const HashtagMatches = Type.Object({
  items: Type.Array(Type.Object({ name: Type.String(), posts: Count })),
  capped_at: CappedAt,
});
export type HashtagMatches = Static<typeof HashtagMatches>;

/** What is typed of a tag, without its sign. */
export const HashtagQuery = Type.Object(
  { prefix: Type.String({ minLength: 1, maxLength: 100 }) },
  { additionalProperties: false },
);
