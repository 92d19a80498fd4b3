import type { FollowState } from "@mockstagram/shared/api/accounts";

export interface Rendition {
  width: number;
  height: number;
}

/** A stored picture: enough to build and sign its addresses. */
export interface UserAvatar {
  media_id: string;
  home: string;
  key: string;
  width: number;
  height: number;
  blur: string;
  renditions: Rendition[];
}

export interface UserRelation {
  own: boolean;
  following: FollowState;
  followed_by: boolean;
  version: number;
}

export interface UserCard {
  id: string;
  version: number;
  may_see: boolean;
  relation: UserRelation;
  unchanged?: boolean;
  username?: string;
  name?: string;
  private?: boolean;
  avatar?: UserAvatar | null;
}

export interface UserProfile {
  id: string;
  version: number;
  username: string;
  name: string;
  bio: string;
  pronouns: string;
  links: { url: string; title: string }[];
  avatar: UserAvatar | null;
  private: boolean;
  counts: { followers: number; following: number };
  relation: UserRelation;
  may_see: boolean;
}

export interface UserViewer {
  id: string;
  version: number;
  username: string;
  name: string;
  avatar: UserAvatar | null;
  email: string;
  verified: boolean;
  private: boolean;
  state: "active" | "deactivated" | "suspended";
  language: "en" | "ko";
  theme: "system" | "light" | "dark";
}

export interface OpenedSession {
  session_id: string;
  viewer: UserViewer;
}

export interface CurrentSession extends OpenedSession {
  expires_at: string;
  seen_due: boolean;
}

export interface UserSession {
  id: string;
  user_agent: string;
  region: string;
  created_at: string;
  last_seen_at: string;
  current: boolean;
}

export interface SessionRequest {
  token_hash: string;
  region: string;
  address_hash: string;
  user_agent: string;
}

export interface UserFollow {
  account_id: string;
  following: FollowState;
  version: number;
}

export interface UserReplication {
  epoch: number;
  lsn: number;
  lag_ms: number | null;
}

export interface Availability {
  username: string;
  available: boolean;
  reason: string | null;
}
