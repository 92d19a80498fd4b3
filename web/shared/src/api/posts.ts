import { Type, type Static } from "typebox";
import { pageOf } from "../cursor.ts";
import { LIMITS } from "../limits.ts";
import { Account } from "./accounts.ts";
import { Id, Source, Timestamp, nullable } from "./common.ts";

export const Media = Type.Object({
  id: Id,
  width: Type.Integer(),
  height: Type.Integer(),
  alt: Type.String(),
  blur: Type.String(),
  sources: Type.Array(Source, { description: "narrowest first" }),
});
export type Media = Static<typeof Media>;

export const Post = Type.Object({
  id: Id,
  code: Type.String(),
  author: Account,
  caption: Type.String(),
  created_at: Timestamp,
  edited_at: nullable(Timestamp),
  version: Type.Integer(),
  media: Type.Array(Media),
  own: Type.Boolean(),
  archived: Type.Boolean({ description: "seen by its author alone" }),
  pinned: Type.Boolean({ description: "at the top of its author's profile" }),
});
export type Post = Static<typeof Post>;

export const PostPage = pageOf(Post);
export type PostPage = Static<typeof PostPage>;

/** A post in the grid of a profile: its first picture and how many there are. */
export const GridPost = Type.Object({
  id: Id,
  code: Type.String(),
  created_at: Timestamp,
  username: Type.String({ description: "of its author" }),
  media_count: Type.Integer(),
  pinned: Type.Boolean(),
  cover: Media,
});
export type GridPost = Static<typeof GridPost>;

export const GridPage = pageOf(GridPost);
export type GridPage = Static<typeof GridPage>;

export const CreatePost = Type.Object(
  {
    caption: Type.String({ maxLength: 4 * LIMITS.caption }),
    media: Type.Array(
      Type.Object(
        {
          receipt: Type.String({ minLength: 1, maxLength: 8_192 }),
          alt: Type.String({ maxLength: 4 * LIMITS.altText }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: LIMITS.mediaPerPost },
    ),
  },
  { additionalProperties: false },
);
export type CreatePost = Static<typeof CreatePost>;

/** What is absent stays as it is; `media` names every picture once, in the order wanted. */
export const EditPost = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: "the version that is edited" }),
    caption: Type.Optional(Type.String({ maxLength: 4 * LIMITS.caption })),
    media: Type.Optional(
      Type.Array(
        Type.Object({ id: Id, alt: Type.String({ maxLength: 4 * LIMITS.altText }) }, { additionalProperties: false }),
        { minItems: 1, maxItems: LIMITS.mediaPerPost },
      ),
    ),
  },
  { additionalProperties: false },
);
export type EditPost = Static<typeof EditPost>;

/** What a post said from `written_at` until it was edited; pictures in their order of then. */
export const Revision = Type.Object({
  version: Type.Integer(),
  caption: Type.String(),
  media: Type.Array(Type.Object({ id: Id, alt: Type.String() })),
  written_at: Timestamp,
});
export type Revision = Static<typeof Revision>;

export const RevisionPage = pageOf(Revision);
export type RevisionPage = Static<typeof RevisionPage>;

export const PostParams = Type.Object({ code: Type.String({ pattern: "^[0-9A-Za-z]{1,11}$" }) });
