import { Empty } from "@mockstagram/shared/api/common";
import { CloseAccount, Deletion } from "@mockstagram/shared/api/security";
import { API } from "@mockstagram/shared/paths";
import { deactivateAccount as deactivate, requestDeletion as deleteLater } from "../../clients/security.ts";
import { leaveSession } from "../auth/leave-session.ts";
import { answers, type Route } from "../route.ts";

const config = { access: "viewer" } as const;
const tags = ["security"];

export const deactivateAccount: Route = (app, context) => {
  app.post(
    `${API}/me/deactivation`,
    {
      config,
      schema: { tags, operationId: "deactivateAccount", body: CloseAccount, response: answers(204, Empty) },
    },
    async (request, reply) => {
      await deactivate(context.services, request.scope, request.body);
      leaveSession(context, request, reply);
      return reply.code(204).send(null);
    },
  );
};

export const requestDeletion: Route = (app, context) => {
  app.post(
    `${API}/me/deletion`,
    {
      config,
      schema: { tags, operationId: "requestDeletion", body: CloseAccount, response: answers(200, Deletion) },
    },
    async (request, reply) => {
      const deletion = await deleteLater(context.services, request.scope, request.body);
      leaveSession(context, request, reply);
      return deletion;
    },
  );
};
