import { Empty } from "@mockstagram/shared/api/common";
import { SessionParams } from "@mockstagram/shared/api/session";
import { API } from "@mockstagram/shared/paths";
import { endSession } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";

export const deleteSession: Route = (app, context) => {
  app.delete(
    `${API}/sessions/:id`,
    {
      config: { access: "viewer" },
      schema: { tags: ["auth"], operationId: "deleteSession", params: SessionParams, response: answers(204, Empty) },
    },
    async ({ scope, params }, reply) => {
      await endSession(context.services, scope, params.id);
      context.hub.onRevoked([params.id]);
      return reply.code(204).send(null);
    },
  );
};
