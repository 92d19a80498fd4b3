import type { Post } from "@mockstagram/shared/api/posts";
import type { FastifyRequest } from "fastify";
import { requireSession } from "../../auth/access.ts";
import type { Context } from "../../context.ts";
import { postView } from "../../hydration/posts.ts";
import type { ContentPost } from "../../model/content.ts";
import { postNotFound, unavailable } from "../../problems.ts";
import { fromCode } from "../../views/codes.ts";

/** Changes the viewer's post of this code, and shows it as it is then. */
export async function presentOwn(
  context: Context,
  request: FastifyRequest,
  code: string,
  change: (id: string) => Promise<ContentPost>,
): Promise<Post> {
  const { viewer } = requireSession(request);
  const id = fromCode(code);
  if (id === null) throw postNotFound();
  const post = postView(await change(id));
  if (!post) throw unavailable();
  const present = context.presenters(request.scope);
  return present.posts.post(post, present.accounts.self(viewer));
}
