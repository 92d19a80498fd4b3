import { Empty } from "@mockstagram/shared/api/common";
import { API } from "@mockstagram/shared/paths";
import { endCurrentSession } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";
import { leaveSession } from "./leave-session.ts";

export const logOut: Route = (app, context) => {
  app.post(
    `${API}/auth/log-out`,
    { config: { access: "viewer" }, schema: { tags: ["auth"], operationId: "logOut", response: answers(204, Empty) } },
    async (request, reply) => {
      await endCurrentSession(context.services, request.scope);
      leaveSession(context, request, reply);
      return reply.code(204).send(null);
    },
  );
};
