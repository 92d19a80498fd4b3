import { VerifyEmail, ViewerAnswer } from "@mockstagram/shared/api/session";
import { API } from "@mockstagram/shared/paths";
import { verifyEmail as verify } from "../../clients/user.ts";
import { keepViewer } from "../me/keep-viewer.ts";
import { answers, type Route } from "../route.ts";

export const verifyEmail: Route = (app, context) => {
  app.post(
    `${API}/auth/verify-email`,
    {
      config: { access: "viewer" },
      schema: { tags: ["auth"], operationId: "verifyEmail", body: VerifyEmail, response: answers(200, ViewerAnswer) },
    },
    async (request) => {
      const viewer = await verify(context.services, request.scope, request.body.code);
      keepViewer(context, request, viewer);
      return { viewer: context.presenters(request.scope).accounts.viewer(viewer) };
    },
  );
};
