import type { AccountPage, FollowList, Profile } from "@mockstagram/shared/api/accounts";
import type { GridPage } from "@mockstagram/shared/api/posts";
import { listPosts, readCounts } from "../clients/content.ts";
import type { PageRequest } from "../clients/page-query.ts";
import { listFollows, readProfile as fetchProfile } from "../clients/user.ts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { viewOf } from "../hydration/accounts.ts";
import { presentGrid } from "../hydration/grids.ts";
import type { UserProfile } from "../model/user.ts";
import { createPipeline, orMissing } from "../pipeline.ts";
import { accountPrivate } from "../problems.ts";

interface ProfileRequest {
  context: Context;
  scope: RequestScope;
  username: string;
}

interface PagedRequest extends ProfileRequest {
  page: PageRequest;
}

const head = ({ context, scope, username }: ProfileRequest) => fetchProfile(context.services, scope, username);

/** A profile's head; the number of posts is missing when content does not answer. */
export const readProfile = createPipeline<ProfileRequest, UserProfile, number | null, number | null, Profile>({
  skeleton: head,
  hydrate: countPosts,
  rules: (_profile, posts) => posts,
  present: ({ context, scope }, posts, profile) => context.presenters(scope).accounts.profile(profile, posts),
});

interface PageParts {
  count: number | null;
  grid: GridPage | null;
}

/** Head and first posts at once, for the page's HTML. */
export const readProfilePage = createPipeline<
  ProfileRequest,
  UserProfile,
  PageParts,
  PageParts,
  { profile: Profile; posts: GridPage | null }
>({
  skeleton: head,
  hydrate: async (request, profile) => {
    const [count, grid] = await Promise.all([
      countPosts(request, profile),
      profile.may_see ? orMissing(gridOf({ ...request, page: {} }, profile)) : null,
    ]);
    return { count, grid };
  },
  rules: (_profile, parts) => parts,
  present: ({ context, scope }, { count, grid }, profile) => ({
    profile: context.presenters(scope).accounts.profile(profile, count),
    posts: grid,
  }),
});

/** The posts of an account as a grid. Throws Problem when the viewer may not see them. */
export async function readGrid(request: PagedRequest): Promise<GridPage> {
  const profile = await head(request);
  if (!profile.may_see) throw accountPrivate();
  return gridOf(request, profile);
}

/** One of the lists of accounts around an account. Throws Problem when the viewer may not see them. */
export async function readFollows(side: FollowList, request: PagedRequest): Promise<AccountPage> {
  return followsOf(side, request, await head(request));
}

/** Head and first accounts at once, for the page's HTML. */
export async function readFollowsPage(
  side: FollowList,
  request: ProfileRequest,
): Promise<{ profile: Profile; accounts: AccountPage | null }> {
  const profile = await head(request);
  const [count, accounts] = await Promise.all([
    countPosts(request, profile),
    orMissing(followsOf(side, { ...request, page: {} }, profile)),
  ]);
  return { profile: request.context.presenters(request.scope).accounts.profile(profile, count), accounts };
}

async function countPosts({ context, scope }: ProfileRequest, profile: UserProfile): Promise<number | null> {
  const counts = await orMissing(readCounts(context.services, scope, profile.id));
  return counts?.posts ?? null;
}

async function gridOf({ context, scope, page }: PagedRequest, profile: UserProfile): Promise<GridPage> {
  return presentGrid(context, scope, profile.username, await listPosts(context.services, scope, profile.id, page));
}

async function followsOf(
  side: FollowList,
  { context, scope, page }: PagedRequest,
  profile: UserProfile,
): Promise<AccountPage> {
  const { items, next } = await listFollows(context.services, scope, side, profile.id, page);
  const present = context.presenters(scope).accounts;
  const accounts = items.map(viewOf).filter((account) => account !== null);
  return { items: accounts.map((account) => present.account(account)), next };
}
