import type { ContentMedia } from "./content.ts";
import type { UserAvatar, UserRelation } from "./user.ts";

/** What is the same for everybody who may know of the account. */
export interface AccountBody {
  username: string;
  name: string;
  private: boolean;
  avatar: UserAvatar | null;
}

/** An account as this viewer may see it now. */
export interface AccountView {
  id: string;
  body: AccountBody;
  relation: UserRelation;
  maySee: boolean;
}

export type Accounts = ReadonlyMap<string, AccountView>;

/** The same for everybody, and fixed for one version of a post. */
export interface PostBody {
  author_id: string;
  caption: string;
  created_at: string;
  edited_at: string | null;
  media: ContentMedia[];
}

/** A post that content shows to this viewer; user has its say in rules/posts. */
export interface PostView {
  id: string;
  version: number;
  own: boolean;
  archived: boolean;
  pinned: boolean;
  body: PostBody;
}
