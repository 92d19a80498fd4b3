import type { Account, Profile, SuggestionList } from "@mockstagram/shared/api/accounts";
import type { Avatar, Source } from "@mockstagram/shared/api/common";
import type { GridPost, Media, Post, RevisionPage } from "@mockstagram/shared/api/posts";
import type { Session, SessionPage, Viewer } from "@mockstagram/shared/api/session";

const CDN = "http://image.mockstagram.test";
const SHAPES: readonly [number, number][] = [
  [1080, 1350],
  [1080, 1080],
  [1080, 1440],
  [1080, 608],
];
const BLUR = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1" fill="gray"/></svg>')}`;

function sources(name: string, [width, height]: readonly [number, number]): Source[] {
  return [320, 640, 1080].map((wide) => ({
    width: wide,
    height: Math.round((wide * height) / width),
    avif: `${CDN}/${name}/${wide}.avif`,
    jpeg: `${CDN}/${name}/${wide}.jpg`,
  }));
}

export const media = (index: number, alt = ""): Media => {
  const shape = SHAPES[index % SHAPES.length] ?? [1080, 1080];
  return {
    id: `9${index}`,
    width: shape[0],
    height: shape[1],
    alt,
    blur: BLUR,
    sources: sources(String(index), shape),
  };
};

const avatar = (index: number): Avatar => ({ blur: BLUR, sources: sources(`avatar-${index}`, [1, 1]) });

export function account(
  index: number,
  username: string,
  name: string,
  changes: Partial<Account["relation"]> = {},
): Account {
  const relation = {
    following: "following" as const,
    followed_by: false,
    requested_by: false,
    blocking: false,
    muting: false,
    self: false,
    version: 1,
    ...changes,
  };
  const picture = index % 4 === 3 ? null : avatar(index);
  return { id: String(100 + index), username, name, avatar: picture, private: false, relation };
}

export const alice = account(1, "alice", "Alice Ahn");
export const bob = account(2, "bob.frames", "Bob Kessler");
export const carol = account(4, "carol", "Carol 이지은");

export const viewer: Viewer = {
  id: "1",
  username: "dan",
  name: "Dan Park",
  avatar: avatar(5),
  email: "dan@example.org",
  private: false,
  verified: true,
  language: "en",
  theme: "light",
};

export const session: Session = {
  viewer,
  region: "ap-northeast",
  regions: [
    { name: "ap-northeast", title: "Seoul" },
    { name: "eu-central", title: "Frankfurt" },
  ],
};

const CAPTIONS = [
  "Morning light over the ridge, an hour before anybody else was up. Thanks for dragging me out of bed @alice, and for the coffee that made it bearable. We walked another nine kilometres after this.",
  "빛이 좋은 날. 천천히 걷기로 했다.",
  "",
  "Harbour, blue hour.\nThree exposures, no filter.\nThe ferry came in ten minutes late, which saved the shot.",
];

const pictures = (index: number): Media[] => {
  const count = index % 3 === 0 ? 4 : index % 3 === 1 ? 1 : 7;
  return Array.from({ length: count }, (_, at) => media((index + at) % 24, at === 0 ? "A ridge in morning light" : ""));
};

export const post = (index: number, changes: Partial<Post> = {}): Post => ({
  id: String(1000 + index),
  code: `code${index}`,
  author: [alice, bob, carol][index % 3] ?? alice,
  caption: CAPTIONS[index % CAPTIONS.length] ?? "",
  created_at: new Date(Date.now() - (index * 5.3 + 0.4) * 3_600_000).toISOString(),
  edited_at: null,
  version: 1,
  media: pictures(index),
  own: false,
  archived: false,
  pinned: false,
  ...changes,
});

/** A post of whoever is logged in, edited once. */
export const ownPost = post(0, {
  author: { ...alice, id: "1", username: "dan", name: "Dan Park", relation: { ...alice.relation, self: true } },
  own: true,
  edited_at: new Date(Date.now() - 600_000).toISOString(),
  version: 3,
});

export const revisions: RevisionPage = {
  items: [
    { version: 2, caption: "Morning light over the ridge.", media: ownPost.media, written_at: ownPost.created_at },
    {
      version: 1,
      caption: "",
      media: ownPost.media.toReversed().map(({ id }) => ({ id, alt: "" })),
      written_at: ownPost.created_at,
    },
  ],
  next: null,
};

export const feed = (count: number, next: string | null = null) => ({
  items: Array.from({ length: count }, (_, index) => post(index)),
  next,
});

export const grid = (count: number): { items: GridPost[]; next: null } => ({
  items: Array.from({ length: count }, (_, index) => ({
    id: String(1000 + index),
    code: `code${index}`,
    created_at: post(index).created_at,
    media_count: post(index).media.length,
    pinned: index < 2,
    username: post(index).author.username,
    cover: media(index % 24, "A ridge in morning light"),
  })),
  next: null,
});

export const profileOf = (of: Account, changes: Partial<Profile> = {}): Profile => ({
  ...of,
  bio: "Mountains, mostly. Film on weekends.\nPrints with @bob.frames",
  pronouns: "she/her",
  links: [{ url: "https://example.org/prints", title: "Prints" }],
  counts: { posts: 128, followers: 12_840, following: 312 },
  may_see: true,
  mutuals: { accounts: [], count: 0 },
  version: 3,
  ...changes,
});

export const ownProfile = profileOf({
  ...viewer,
  relation: {
    following: "none",
    followed_by: false,
    requested_by: false,
    blocking: false,
    muting: false,
    self: true,
    version: 0,
  },
});

const NEW = { following: "none" as const };

export const requests = {
  items: [
    account(6, "minji.k", "김민지", { ...NEW, requested_by: true }),
    account(7, "north_coast", "North Coast", { requested_by: true, following: "following" }),
    account(8, "tomas", "Tomáš Dvořák", { ...NEW, requested_by: true }),
  ],
  next: null,
};

export const blocked = {
  items: [account(11, "spam.offers", "Best Offers"), account(12, "noisy", "Noisy Neighbour")].map((one) => ({
    ...one,
    relation: { ...one.relation, following: "none" as const, blocking: true },
  })),
  next: null,
};

export const muted = {
  items: [account(13, "lunch.daily", "What I Had For Lunch", { muting: true })],
  next: null,
};

/** As the viewer's own list of followers has them. */
export const ownFollowers = {
  items: [alice, bob, account(9, "ana.luz", "Ana Luz", NEW)].map((one) => ({
    ...one,
    relation: { ...one.relation, followed_by: true },
  })),
  next: null,
};

export const suggestions: SuggestionList = {
  items: [
    { account: account(6, "minji.k", "김민지", NEW), reason: { kind: "followed_by", count: 1, accounts: [alice] } },
    { account: account(7, "north_coast", "North Coast", NEW), reason: { kind: "popular", count: 512, accounts: [] } },
    {
      account: account(8, "tomas", "Tomáš Dvořák", { ...NEW, followed_by: true }),
      reason: { kind: "popular", count: 9, accounts: [] },
    },
    { account: account(9, "ana.luz", "Ana Luz", NEW), reason: { kind: "followed_by", count: 4, accounts: [bob] } },
    { account: account(10, "dorfkind", "Greta", NEW), reason: { kind: "popular", count: 77, accounts: [] } },
  ],
};

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

export const sessions: SessionPage = {
  items: [
    {
      id: "71",
      created_at: ago(400),
      last_seen_at: ago(0),
      user_agent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36",
      region: "ap-northeast",
      current: true,
    },
    {
      id: "72",
      created_at: ago(900),
      last_seen_at: ago(5),
      user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
      region: "eu-central",
      current: false,
    },
    {
      id: "73",
      created_at: ago(2_000),
      last_seen_at: ago(170),
      user_agent: "Mozilla/5.0 (Windows NT 10.0) Firefox/146.0",
      region: "eu-central",
      current: false,
    },
  ],
  next: null,
};
