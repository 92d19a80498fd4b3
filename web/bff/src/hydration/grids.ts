import type { GridPage } from "@mockstagram/shared/api/posts";
import type { Page } from "@mockstagram/shared/cursor";
import type { Context } from "../context.ts";
import type { RequestScope } from "../http/scope.ts";
import type { ContentPost } from "../model/content.ts";
import { postView } from "./posts.ts";

/** A page of one account's whole posts, as pictures; whether the viewer may see the account is decided before. */
export function presentGrid(
  context: Context,
  scope: RequestScope,
  username: string,
  { items, next }: Page<ContentPost>,
): GridPage {
  const present = context.presenters(scope).posts;
  const posts = items.map(postView).filter((post) => post !== null);
  const shown = posts.map((post) => present.gridPost(post, username)).filter((post) => post !== null);
  return { items: shown, next: next ?? null };
}
