import { HashtagParams } from "@mockstagram/shared/api/hashtags";
import { GridPage } from "@mockstagram/shared/api/posts";
import { PageQuery } from "@mockstagram/shared/cursor";
import { API } from "@mockstagram/shared/paths";
import { readHashtagPosts } from "../../reads/hashtag.ts";
import { answers, type Route } from "../route.ts";

export const listHashtagPosts: Route = (app, context) => {
  app.get(
    `${API}/hashtags/:tag/posts`,
    {
      config: { access: "anybody" },
      schema: {
        tags: ["hashtags"],
        operationId: "listHashtagPosts",
        params: HashtagParams,
        querystring: PageQuery,
        response: answers(200, GridPage),
      },
    },
    ({ scope, params, query }) => readHashtagPosts({ context, scope, tag: params.tag }, query.cursor),
  );
};
