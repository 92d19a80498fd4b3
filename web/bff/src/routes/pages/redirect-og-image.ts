import { readPost } from "../../reads/post.ts";
import { postNotFound } from "../../problems.ts";
import type { Route } from "../route.ts";

const WIDEST = 1_080;

/** Link previews keep addresses for long, signed ones do not live long: this one leads to a fresh one. */
export const redirectOgImage: Route = (app, context) => {
  app.get<{ Params: { file: string } }>("/og/p/:file", { schema: { hide: true } }, async ({ scope, params }, reply) => {
    const code = params.file.replace(/\.jpg$/, "");
    const { post, isPublic } = await readPost({ context, scope, code });
    const chosen = post.media[0]?.sources.findLast(({ width }) => width <= WIDEST) ?? post.media[0]?.sources[0];
    if (!isPublic || !chosen) throw postNotFound();
    const scheme = scope.site.secure ? "https:" : "http:";
    return reply.header("cache-control", "public, max-age=60").redirect(scheme + chosen.jpeg, 302);
  });
};
