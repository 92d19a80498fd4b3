import { Post, PostParams } from "@mockstagram/shared/api/posts";
import { API } from "@mockstagram/shared/paths";
import { moveArchived, movePinned } from "../../clients/content.ts";
import { answers, type Route } from "../route.ts";
import { presentOwn } from "./present-own.ts";

type Mark = "archive" | "pin";
const ACTS = { archive: moveArchived, pin: movePinned };

const mark =
  (what: Mark, method: "PUT" | "DELETE", operationId: string): Route =>
  (app, context) => {
    app.route({
      method,
      url: `${API}/posts/:code/${what}`,
      config: { access: "viewer" },
      schema: { tags: ["posts"], operationId, params: PostParams, response: answers(200, Post) },
      handler: (request) =>
        presentOwn(context, request, request.params.code, (id) =>
          ACTS[what](context.services, request.scope, id, method),
        ),
    });
  };

export const archivePost = mark("archive", "PUT", "archivePost");
export const unarchivePost = mark("archive", "DELETE", "unarchivePost");
export const pinPost = mark("pin", "PUT", "pinPost");
export const unpinPost = mark("pin", "DELETE", "unpinPost");
