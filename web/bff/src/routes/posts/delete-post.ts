import { Empty } from "@mockstagram/shared/api/common";
import { PostParams } from "@mockstagram/shared/api/posts";
import { API } from "@mockstagram/shared/paths";
import { deletePost as remove } from "../../clients/content.ts";
import { postNotFound } from "../../problems.ts";
import { fromCode } from "../../views/codes.ts";
import { answers, type Route } from "../route.ts";

export const deletePost: Route = (app, context) => {
  app.delete(
    `${API}/posts/:code`,
    {
      config: { access: "viewer" },
      schema: { tags: ["posts"], operationId: "deletePost", params: PostParams, response: answers(204, Empty) },
    },
    async ({ scope, params }, reply) => {
      const id = fromCode(params.code);
      if (id === null) throw postNotFound();
      await remove(context.services, scope, id);
      return reply.code(204).send(null);
    },
  );
};
