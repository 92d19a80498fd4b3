import type { GridPage } from "@mockstagram/shared/api/posts";
import { listArchive } from "../clients/content.ts";
import type { PageRequest } from "../clients/page-query.ts";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import { presentGrid } from "../hydration/grids.ts";

interface ArchiveRequest {
  context: Context;
  scope: RequestScope;
  page: PageRequest;
}

/** What the viewer has archived: content gives it to nobody else, and of whose account it is needs no question. */
export async function readArchive({ context, scope, page }: ArchiveRequest): Promise<GridPage> {
  const username = scope.session?.viewer.username ?? "";
  return presentGrid(context, scope, username, await listArchive(context.services, scope, page));
}
