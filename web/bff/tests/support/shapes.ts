import type { ContentPost } from "../../src/model/content.ts";
import type { UserCard, UserProfile, UserViewer } from "../../src/model/user.ts";

/** Answers as the services give them (their api/schemas.py). */
export const ALICE = "7301000000000000001";
export const BOB = "7301000000000000002";
export const SESSION_ID = "7301000000000000100";

export const viewer = (change: Partial<UserViewer> = {}): UserViewer => ({
  id: ALICE,
  version: 3,
  username: "alice",
  name: "Alice",
  avatar: null,
  email: "alice@example.org",
  verified: true,
  private: false,
  state: "active",
  language: "en",
  theme: "system",
  ...change,
});

export const currentSession = (change: Partial<UserViewer> = {}) => ({
  session_id: SESSION_ID,
  viewer: viewer(change),
  expires_at: "2027-01-01T00:00:00Z",
  seen_due: false,
});

export const card = (change: Partial<UserCard> = {}): UserCard => ({
  id: BOB,
  version: 5,
  may_see: true,
  relation: {
    own: false,
    following: "following",
    followed_by: false,
    requested_by: false,
    blocking: false,
    muting: false,
    version: 2,
  },
  unchanged: false,
  username: "bob",
  name: "Bob",
  private: false,
  avatar: null,
  ...change,
});

export const profile = (change: Partial<UserProfile> = {}): UserProfile => ({
  id: BOB,
  version: 5,
  username: "bob",
  name: "Bob",
  bio: "",
  pronouns: "",
  links: [],
  avatar: null,
  private: false,
  counts: { followers: 1, following: 2 },
  relation: {
    own: false,
    following: "following",
    followed_by: false,
    requested_by: false,
    blocking: false,
    muting: false,
    version: 2,
  },
  may_see: true,
  mutuals: { items: [], count: 0 },
  ...change,
});

const picture = (key = "k".repeat(22)) => ({
  media_id: "7301000000000000300",
  home: "ap-northeast",
  key,
  width: 1440,
  height: 1080,
  blur: "data:image/webp;base64,AAAA",
  alt: "a boat",
  renditions: [
    { width: 1080, height: 810 },
    { width: 320, height: 240 },
  ],
});

export const post = (change: Partial<ContentPost> = {}): ContentPost => ({
  id: "7301000000000000200",
  version: 1,
  own: false,
  archived: false,
  pinned: false,
  unchanged: false,
  author_id: BOB,
  caption: "at sea",
  created_at: "2026-11-22T10:00:00Z",
  edited_at: null,
  media: [picture()],
  ...change,
});

export const problem = (status: number, code: string, members: object = {}) => ({
  status,
  body: { type: "about:blank", title: "Problem", status, code, detail: "…", ...members },
});
