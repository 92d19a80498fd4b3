import type { Post } from "@mockstagram/shared/api/posts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { hydrateAccounts } from "../hydration/accounts.ts";
import { hydratePosts } from "../hydration/posts.ts";
import type { Accounts, PostView } from "../model/views.ts";
import { createPipeline } from "../pipeline.ts";
import { postNotFound } from "../problems.ts";
import { isPublicPost, visiblePost, type VisiblePost } from "../rules/posts.ts";
import { fromCode } from "../views/codes.ts";

interface PostRequest {
  context: Context;
  scope: RequestScope;
  code: string;
}

interface Hydrated {
  post: PostView | undefined;
  authors: Accounts;
}

export interface ReadPost {
  post: Post;
  isPublic: boolean;
}

/** One post by its code. Throws Problem when this viewer may not see it, which is the same as not there. */
export const readPost = createPipeline<PostRequest, string, Hydrated, VisiblePost, ReadPost>({
  skeleton: ({ code }) => {
    const id = fromCode(code);
    return id === null ? Promise.reject(postNotFound()) : Promise.resolve(id);
  },

  hydrate: async (request, id) => {
    const held = request.context.bodies.posts.peek(id);
    const early = held ? authorOf(request, held.author_id) : null;
    early?.catch(() => undefined);
    const { services, bodies } = request.context;
    const posts = await hydratePosts(services, bodies.posts, request.scope, {
      ids: [id],
      mode: modeFor(request, held),
    });
    const post = posts.get(id);
    const authors = post ? await (early ?? authorOf(request, post.body.author_id)) : new Map<string, never>();
    return { post, authors };
  },

  rules: (_id, { post, authors }) => {
    const visible = visiblePost(post, authors);
    if (!visible) throw postNotFound();
    return visible;
  },

  present: ({ context, scope }, visible) => {
    const present = context.presenters(scope);
    const post = present.posts.post(visible.post, present.accounts.account(visible.author));
    return { post, isPublic: isPublicPost(visible) };
  },
});

const authorOf = ({ context: { services, bodies }, scope }: PostRequest, id: string) =>
  hydrateAccounts(services, bodies.accounts, scope, { ids: [id], mode: scope.viewerId === id ? "require" : "prefer" });

/** One's own post must show what one has just done with it; whose an unknown post is, nobody can tell yet. */
const modeFor = ({ scope }: PostRequest, held: { author_id: string } | undefined) =>
  scope.viewerId !== null && (!held || held.author_id === scope.viewerId) ? "require" : "prefer";
