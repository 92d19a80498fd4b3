import type { FollowList } from "@mockstagram/shared/api/accounts";
import type { RouteData } from "@mockstagram/shared/bootstrap";
import type { Source } from "@mockstagram/shared/api/common";
import type { Language } from "@mockstagram/shared/limits";
import type { PageMatch } from "@mockstagram/shared/paths";
import type { Context } from "../../context.ts";
import type { RequestScope } from "../../http/scope.ts";
import { notFound } from "../../problems.ts";
import { readArchive } from "../../reads/archive.ts";
import { readFollowingFeed } from "../../reads/following-feed.ts";
import { readHashtag, readHashtagPosts } from "../../reads/hashtag.ts";
import { readPost } from "../../reads/post.ts";
import { readFollowsPage, readProfilePage } from "../../reads/profile.ts";
import { readRequests } from "../../reads/own-lists.ts";
import { postCard, profileCard } from "../../views/cards.ts";
import type { Head } from "../../views/html.ts";
import { hashtagTitle, pageTitle, postTitle, profileTitle } from "../../views/titles.ts";

export interface PageRequest {
  context: Context;
  scope: RequestScope;
  page: PageMatch;
  language: Language;
}

export interface PageData {
  data: RouteData[keyof RouteData] | null;
  head: Head;
}

type Loader = (request: PageRequest) => Promise<PageData>;

/** Pages with data of their own; the others are only the shell. */
const LOADERS: Partial<Record<PageMatch["name"], Loader>> = {
  home: async ({ context, scope, page, language }) => {
    const feed = await readFollowingFeed({ context, scope, page: {} });
    const firstPicture = feed.items[0]?.media[0]?.sources ?? null;
    return { data: { feed }, head: plainHead(pageTitle(page.name, language), firstPicture) };
  },
  post: async ({ context, scope, page }) => {
    const { post, isPublic } = await readPost({ context, scope, code: page.params.code ?? "" });
    const card = isPublic ? postCard(post, scope.site.origin) : null;
    return { data: { post }, head: { title: postTitle(post), card, firstPicture: post.media[0]?.sources ?? null } };
  },
  profile: async ({ context, scope, page }) => {
    const data = await readProfilePage({ context, scope, username: page.params.username ?? "" });
    const card = data.profile.private ? null : profileCard(data.profile, scope.site.origin);
    return { data, head: { title: profileTitle(data.profile), card, firstPicture: null } };
  },
  archive: async ({ context, scope, page, language }) => {
    const posts = await readArchive({ context, scope, page: {} });
    const firstPicture = posts.items[0]?.cover.sources ?? null;
    return { data: { posts }, head: plainHead(pageTitle(page.name, language), firstPicture) };
  },
  hashtag: async ({ context, scope, page }) => {
    const request = { context, scope, tag: page.params.tag ?? "" };
    const [hashtag, posts] = await Promise.all([readHashtag(request), readHashtagPosts(request)]);
    return { data: { hashtag, posts }, head: plainHead(hashtagTitle(hashtag.name), posts.items[0]?.cover.sources) };
  },
  followers: followsLoader("followers"),
  following: followsLoader("following"),
  mutuals: followsLoader("mutuals"),
  requests: async ({ context, scope, page, language }) => {
    const accounts = await readRequests({ context, scope, page: {} });
    return { data: { accounts }, head: plainHead(pageTitle(page.name, language)) };
  },
  not_found: () => Promise.reject(notFound()),
};

function followsLoader(side: FollowList): Loader {
  return async ({ context, scope, page }) => {
    const data = await readFollowsPage(side, { context, scope, username: page.params.username ?? "" });
    return { data, head: plainHead(profileTitle(data.profile)) };
  };
}

/** The data of a page. Throws Problem: the page then shows that. */
export function loadPage(request: PageRequest): Promise<PageData> {
  const { page, language } = request;
  const load = LOADERS[page.name];
  return load ? load(request) : Promise.resolve({ data: null, head: plainHead(pageTitle(page.name, language)) });
}

export const plainHead = (title: string, firstPicture: Source[] | null = null): Head => ({
  title,
  card: null,
  firstPicture,
});
