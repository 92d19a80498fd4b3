import { SignUp, ViewerAnswer } from "@mockstagram/shared/api/session";
import { API } from "@mockstagram/shared/paths";
import { openAccount } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";
import { enterSession, prepareSession } from "./open-session.ts";

export const signUp: Route = (app, context) => {
  app.post(
    `${API}/auth/sign-up`,
    { schema: { tags: ["auth"], operationId: "signUp", body: SignUp, response: answers(201, ViewerAnswer) } },
    async (request, reply) => {
      const { body, scope } = request;
      const { token, session } = prepareSession(context, request, [
        "sign-up",
        body.email,
        body.username,
        body.password,
      ]);
      const opened = await openAccount(context.services, scope, body, session);
      enterSession(context, request, reply, { token, session: opened });
      return reply.code(201).send({ viewer: context.presenters(scope).accounts.viewer(opened.viewer) });
    },
  );
};
