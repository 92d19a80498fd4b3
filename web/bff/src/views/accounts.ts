import type { Account, Mutuals, Profile, Relation } from "@mockstagram/shared/api/accounts";
import type { SessionItem, Viewer } from "@mockstagram/shared/api/session";
import type { UserProfile, UserRelation, UserSession, UserViewer } from "../model/user.ts";
import type { AccountView } from "../model/views.ts";
import { presentAvatar, type MediaBase, type MediaSigner } from "./media.ts";

/** Turns accounts into what the public API shows, for one request. */
export class AccountPresenter {
  constructor(
    private readonly signer: MediaSigner,
    private readonly base: MediaBase,
  ) {}

  account({ id, body, relation }: AccountView): Account {
    const { username, name, avatar, private: isPrivate } = body;
    const shown = { id, username, name, avatar: this.avatar(avatar), private: isPrivate };
    return { ...shown, relation: presentRelation(relation) };
  }

  profile(profile: UserProfile, posts: number | null): Profile {
    const { id, username, name, bio, pronouns, links, version } = profile;
    return {
      id,
      username,
      name,
      avatar: this.avatar(profile.avatar),
      private: profile.private,
      relation: presentRelation(profile.relation),
      bio,
      pronouns,
      links,
      counts: { posts, ...profile.counts },
      may_see: profile.may_see,
      mutuals: this.mutuals(profile.mutuals),
      version,
    };
  }

  viewer({ id, username, name, avatar, email, private: isPrivate, verified, language, theme }: UserViewer): Viewer {
    return { id, username, name, avatar: this.avatar(avatar), email, private: isPrivate, verified, language, theme };
  }

  /** The viewer as the author of something of his own, without asking anybody. */
  self({ id, username, name, avatar, private: isPrivate }: UserViewer): Account {
    const relation: Relation = {
      following: "none",
      followed_by: false,
      requested_by: false,
      blocking: false,
      muting: false,
      self: true,
      version: 0,
    };
    return { id, username, name, avatar: this.avatar(avatar), private: isPrivate, relation };
  }

  private mutuals({ items, count }: UserProfile["mutuals"]): Mutuals {
    const accounts = items.map(({ id, username = "", avatar = null }) => ({
      id,
      username,
      avatar: this.avatar(avatar),
    }));
    return { accounts, count };
  }

  private avatar(avatar: AccountView["body"]["avatar"]) {
    return presentAvatar(this.signer, this.base, avatar);
  }
}

const presentRelation = ({
  own,
  following,
  followed_by,
  requested_by,
  blocking,
  muting,
  version,
}: UserRelation): Relation => ({
  following,
  followed_by,
  requested_by,
  blocking,
  muting,
  self: own,
  version,
});

export const presentSession = (session: UserSession): SessionItem => ({
  id: session.id,
  created_at: session.created_at,
  last_seen_at: session.last_seen_at,
  user_agent: session.user_agent,
  region: session.region,
  current: session.current,
});
