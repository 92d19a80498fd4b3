import { PostPage } from "@mockstagram/shared/api/posts";
import { PageQuery } from "@mockstagram/shared/cursor";
import { API } from "@mockstagram/shared/paths";
import { readFollowingFeed } from "../../reads/following-feed.ts";
import { answers, type Route } from "../route.ts";

export const listFollowingFeed: Route = (app, context) => {
  app.get(
    `${API}/feed/following`,
    {
      config: { access: "viewer" },
      schema: {
        tags: ["feed"],
        operationId: "listFollowingFeed",
        querystring: PageQuery,
        response: answers(200, PostPage),
      },
    },
    ({ scope, query }) => readFollowingFeed({ context, scope, page: query }),
  );
};
