import { Type, type Static } from "typebox";
import { nullable } from "./common.ts";

/** A tag; `posts` counts everybody's, up to `capped_at`, and is null while there are so few that it would tell of single ones. */
export const Hashtag = Type.Object({
  name: Type.String(),
  posts: nullable(Type.Integer()),
  capped_at: Type.Integer(),
});
export type Hashtag = Static<typeof Hashtag>;

export const HashtagParams = Type.Object({ tag: Type.String({ minLength: 1, maxLength: 100 }) });
