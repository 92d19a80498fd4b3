import type { RevisionPage } from "@mockstagram/shared/api/posts";
import { listRevisions } from "../clients/content.ts";
import type { PageRequest } from "../clients/page-query.ts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { postNotFound } from "../problems.ts";
import { fromCode } from "../views/codes.ts";
import { presentRevision } from "../views/posts.ts";
import { readPost } from "./post.ts";

interface RevisionsRequest {
  context: Context;
  scope: RequestScope;
  code: string;
  page: PageRequest;
}

/** What a post said before. Throws Problem when this viewer may not see the post itself. */
export async function readRevisions({ context, scope, code, page }: RevisionsRequest): Promise<RevisionPage> {
  const id = fromCode(code);
  if (id === null) throw postNotFound();
  const [revisions] = await Promise.all([
    listRevisions(context.services, scope, id, page),
    readPost({ context, scope, code }),
  ]);
  return { items: revisions.items.map(presentRevision), next: revisions.next ?? null };
}
