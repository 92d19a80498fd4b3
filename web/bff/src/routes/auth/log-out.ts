import { Empty } from "@mockstagram/shared/api/common";
import { API } from "@mockstagram/shared/paths";
import { requireSession } from "../../auth/access.ts";
import { clearSessionToken } from "../../auth/cookies.ts";
import { endCurrentSession } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";

export const logOut: Route = (app, context) => {
  app.post(
    `${API}/auth/log-out`,
    { config: { access: "viewer" }, schema: { tags: ["auth"], operationId: "logOut", response: answers(204, Empty) } },
    async (request, reply) => {
      const { sessionId } = requireSession(request);
      await endCurrentSession(context.services, request.scope);
      context.hub.onRevoked([sessionId]);
      clearSessionToken(reply, request.scope.site);
      return reply.code(204).send(null);
    },
  );
};
