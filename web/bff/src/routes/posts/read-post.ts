import { Post, PostParams } from "@mockstagram/shared/api/posts";
import { API } from "@mockstagram/shared/paths";
import { readPost as read } from "../../reads/post.ts";
import { answers, type Route } from "../route.ts";

export const readPost: Route = (app, context) => {
  app.get(
    `${API}/posts/:code`,
    {
      config: { access: "anybody" },
      schema: { tags: ["posts"], operationId: "readPost", params: PostParams, response: answers(200, Post) },
    },
    async ({ scope, params }) => (await read({ context, scope, code: params.code })).post,
  );
};
