import { readPosts } from "../clients/content.ts";
import type { CausalMode, Services } from "../clients/services.ts";
import type { RequestScope } from "../http/scope.ts";
import type { ContentPost } from "../model/content.ts";
import type { PostBody, PostView } from "../model/views.ts";
import type { BodyCache } from "./bodies.ts";

const MOST = 40;

/** The posts of `ids` that content shows, by id. Throws Problem when content does not answer. */
export async function hydratePosts(
  services: Services,
  cache: BodyCache<PostBody>,
  scope: RequestScope,
  request: { ids: readonly string[]; mode: CausalMode },
): Promise<ReadonlyMap<string, PostView>> {
  const ids = [...new Set(request.ids)].slice(0, MOST);
  if (ids.length === 0) return new Map();
  const known = cache.known(ids);
  const { items } = await readPosts(services, scope, known.query, request.mode);
  const found = new Map<string, PostView>();
  for (const post of items) {
    const body = post.unchanged ? known.bodies.get(post.id)?.body : bodyOf(post);
    if (!body) continue;
    if (!post.unchanged) cache.keep(post.id, post.version, body);
    found.set(post.id, viewOf(post, body));
  }
  return found;
}

/** A whole post, as lists of an account's posts bring it. */
export function postView(post: ContentPost): PostView | null {
  const body = bodyOf(post);
  return body ? viewOf(post, body) : null;
}

function viewOf({ id, version, own, archived = false, pinned = false }: ContentPost, body: PostBody): PostView {
  return { id, version, own, archived, pinned, body };
}

function bodyOf(post: ContentPost): PostBody | undefined {
  const { author_id, caption = "", created_at, edited_at = null, media = [] } = post;
  return author_id && created_at ? { author_id, caption, created_at, edited_at, media } : undefined;
}
