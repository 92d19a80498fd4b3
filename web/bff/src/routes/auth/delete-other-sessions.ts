import { Empty } from "@mockstagram/shared/api/common";
import { API } from "@mockstagram/shared/paths";
import { endOtherSessions } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";

export const deleteOtherSessions: Route = (app, context) => {
  app.delete(
    `${API}/sessions`,
    {
      config: { access: "viewer" },
      schema: { tags: ["auth"], operationId: "deleteOtherSessions", response: answers(204, Empty) },
    },
    async ({ scope }, reply) => {
      await endOtherSessions(context.services, scope);
      return reply.code(204).send(null);
    },
  );
};
