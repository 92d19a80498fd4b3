import { Type, type Static } from "typebox";
import { pageOf } from "../cursor.ts";
import { Avatar, Id, Username, nullable } from "./common.ts";

export const FollowState = Type.Union([Type.Literal("none"), Type.Literal("pending"), Type.Literal("following")]);
export type FollowState = Static<typeof FollowState>;

/** How the viewer stands to an account. */
export const Relation = Type.Object({
  following: FollowState,
  followed_by: Type.Boolean(),
  self: Type.Boolean(),
});
export type Relation = Static<typeof Relation>;

export const Account = Type.Object({
  id: Id,
  username: Type.String(),
  name: Type.String(),
  avatar: nullable(Avatar),
  relation: Relation,
});
export type Account = Static<typeof Account>;

export const AccountPage = pageOf(Account);
export type AccountPage = Static<typeof AccountPage>;

/** `posts` is null when the content service did not answer. */
export const ProfileCounts = Type.Object({
  posts: nullable(Type.Integer()),
  followers: Type.Integer(),
  following: Type.Integer(),
});

export const Profile = Type.Object({
  ...Account.properties,
  bio: Type.String(),
  counts: ProfileCounts,
  may_see: Type.Boolean({ description: "whether the viewer may see posts, followers and following" }),
  version: Type.Integer(),
});
export type Profile = Static<typeof Profile>;

export const Suggestion = Type.Object({
  account: Account,
  reason: Type.String({ description: "followed_by_following, popular or new" }),
});
export type Suggestion = Static<typeof Suggestion>;

export const SuggestionList = Type.Object({ items: Type.Array(Suggestion) });
export type SuggestionList = Static<typeof SuggestionList>;

export const FollowAnswer = Type.Object({ account_id: Id, following: FollowState });
export type FollowAnswer = Static<typeof FollowAnswer>;

export const UsernameParams = Type.Object({ username: Username });
export const AccountParams = Type.Object({ id: Id });
