import { Type, type Static } from "typebox";
import { PageQuery, pageOf } from "../cursor.ts";
import { LIMITS } from "../limits.ts";
import { Avatar, Id, Username, nullable } from "./common.ts";

export const FollowState = Type.Union([Type.Literal("none"), Type.Literal("pending"), Type.Literal("following")]);
export type FollowState = Static<typeof FollowState>;

/** How the viewer stands to an account. */
export const Relation = Type.Object({
  following: FollowState,
  followed_by: Type.Boolean(),
  requested_by: Type.Boolean({ description: "the account asks to follow the viewer" }),
  blocking: Type.Boolean({ description: "the viewer blocks the account; who is blocked finds none" }),
  muting: Type.Boolean({ description: "the viewer's home feed leaves out the account's posts" }),
  self: Type.Boolean(),
  version: Type.Integer({ description: "of the viewer's follow edge; a greater one is the newer state" }),
});
export type Relation = Static<typeof Relation>;

export const Account = Type.Object({
  id: Id,
  username: Type.String(),
  name: Type.String(),
  avatar: nullable(Avatar),
  private: Type.Boolean(),
  relation: Relation,
});
export type Account = Static<typeof Account>;

export const AccountPage = pageOf(Account);
export type AccountPage = Static<typeof AccountPage>;

/** A list of accounts that can be searched: `q` is a part of a username or of a name. */
export const AccountsQuery = Type.Object(
  { ...PageQuery.properties, q: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.searchText })) },
  { additionalProperties: false },
);
export type AccountsQuery = Static<typeof AccountsQuery>;

/** Lists of the accounts around one: its followers, whom it follows, and those of its followers whom the viewer follows. */
export type FollowList = "followers" | "following" | "mutuals";

/** `posts` is null when the content service did not answer. */
export const ProfileCounts = Type.Object({
  posts: nullable(Type.Integer()),
  followers: Type.Integer(),
  following: Type.Integer(),
});

export const Link = Type.Object({ url: Type.String(), title: Type.String() });

/** Some of those whom the viewer follows and who follow the account, and how many they are. */
export const Mutuals = Type.Object({
  accounts: Type.Array(Type.Object({ id: Id, username: Type.String(), avatar: nullable(Avatar) })),
  count: Type.Integer(),
});
export type Mutuals = Static<typeof Mutuals>;

export const Profile = Type.Object({
  ...Account.properties,
  bio: Type.String(),
  pronouns: Type.String(),
  links: Type.Array(Link),
  counts: ProfileCounts,
  may_see: Type.Boolean({ description: "whether the viewer may see posts, followers and following" }),
  mutuals: Mutuals,
  version: Type.Integer(),
});
export type Profile = Static<typeof Profile>;

/** Why an account is suggested: followed by `count` of those the viewer follows (`accounts` names some), or by `count` in all. */
export const SuggestionReason = Type.Object({
  kind: Type.Union([Type.Literal("followed_by"), Type.Literal("popular")]),
  count: Type.Integer(),
  accounts: Type.Array(Type.Object({ id: Id, username: Type.String() })),
});

export const Suggestion = Type.Object({ account: Account, reason: SuggestionReason });
export type Suggestion = Static<typeof Suggestion>;

export const SuggestionList = Type.Object({ items: Type.Array(Suggestion) });
export type SuggestionList = Static<typeof SuggestionList>;

export const FollowAnswer = Type.Object({ account_id: Id, following: FollowState, version: Type.Integer() });
export type FollowAnswer = Static<typeof FollowAnswer>;

/** An account's follow edge to the viewer after the viewer has decided about it. */
export const FollowerAnswer = Type.Object({ account_id: Id, following: FollowState, version: Type.Integer() });
export type FollowerAnswer = Static<typeof FollowerAnswer>;

export const BlockAnswer = Type.Object({ account_id: Id, blocking: Type.Boolean(), version: Type.Integer() });
export type BlockAnswer = Static<typeof BlockAnswer>;

export const MuteAnswer = Type.Object({ account_id: Id, muting: Type.Boolean(), version: Type.Integer() });
export type MuteAnswer = Static<typeof MuteAnswer>;

export const RequestCount = Type.Object({
  count: Type.Integer(),
  capped_at: Type.Integer({ description: "where counting stops" }),
});
export type RequestCount = Static<typeof RequestCount>;

/** Accounts whose usernames begin so: whom the viewer follows first, then by followers. */
export const AccountMatches = Type.Object({ items: Type.Array(Account) });
export type AccountMatches = Static<typeof AccountMatches>;

/** What is typed of a username. */
export const AccountQuery = Type.Object({ prefix: Username }, { additionalProperties: false });

export const UsernameParams = Type.Object({ username: Username });
export const AccountParams = Type.Object({ id: Id });
