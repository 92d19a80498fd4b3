import { Post, PostParams } from "@mockstagram/shared/api/posts";
import { API } from "@mockstagram/shared/paths";
import { moveArchived } from "../../clients/content.ts";
import { answers, type Route } from "../route.ts";
import { presentOwn } from "./present-own.ts";

const move =
  (method: "PUT" | "DELETE", operationId: string): Route =>
  (app, context) => {
    app.route({
      method,
      url: `${API}/posts/:code/archive`,
      config: { access: "viewer" },
      schema: { tags: ["posts"], operationId, params: PostParams, response: answers(200, Post) },
      handler: (request) =>
        presentOwn(context, request, request.params.code, (id) =>
          moveArchived(context.services, request.scope, id, method),
        ),
    });
  };

export const archivePost = move("PUT", "archivePost");
export const unarchivePost = move("DELETE", "unarchivePost");
