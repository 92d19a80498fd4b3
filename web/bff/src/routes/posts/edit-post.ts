import { EditPost, Post, PostParams } from "@mockstagram/shared/api/posts";
import { API } from "@mockstagram/shared/paths";
import { editPost as edit } from "../../clients/content.ts";
import { answers, type Route } from "../route.ts";
import { presentOwn } from "./present-own.ts";

export const editPost: Route = (app, context) => {
  app.patch(
    `${API}/posts/:code`,
    {
      config: { access: "viewer" },
      schema: {
        tags: ["posts"],
        operationId: "editPost",
        params: PostParams,
        body: EditPost,
        response: answers(200, Post),
      },
    },
    (request) =>
      presentOwn(context, request, request.params.code, (id) =>
        edit(context.services, request.scope, id, request.body),
      ),
  );
};
