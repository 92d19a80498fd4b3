import { Empty } from "@mockstagram/shared/api/common";
import { RequestEmailChange } from "@mockstagram/shared/api/security";
import { VerifyEmail, ViewerAnswer } from "@mockstagram/shared/api/session";
import { API } from "@mockstagram/shared/paths";
import { confirmEmailChange as confirm, requestEmailChange as request } from "../../clients/security.ts";
import { keepViewer } from "../me/keep-viewer.ts";
import { answers, type Route } from "../route.ts";

const config = { access: "viewer" } as const;
const tags = ["security"];

export const requestEmailChange: Route = (app, { services }) => {
  app.post(
    `${API}/me/email`,
    {
      config,
      schema: { tags, operationId: "requestEmailChange", body: RequestEmailChange, response: answers(204, Empty) },
    },
    async ({ scope, body }, reply) => {
      await request(services, scope, body);
      return reply.code(204).send(null);
    },
  );
};

export const confirmEmailChange: Route = (app, context) => {
  app.post(
    `${API}/me/email/confirm`,
    {
      config,
      schema: { tags, operationId: "confirmEmailChange", body: VerifyEmail, response: answers(200, ViewerAnswer) },
    },
    async (incoming) => {
      const viewer = await confirm(context.services, incoming.scope, incoming.body);
      keepViewer(context, incoming, viewer);
      return { viewer: context.presenters(incoming.scope).accounts.viewer(viewer) };
    },
  );
};
