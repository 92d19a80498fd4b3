import { LogIn, ViewerAnswer } from "@mockstagram/shared/api/session";
import { API } from "@mockstagram/shared/paths";
import { openSession } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";
import { enterSession, prepareSession } from "./open-session.ts";

export const logIn: Route = (app, context) => {
  app.post(
    `${API}/auth/log-in`,
    { schema: { tags: ["auth"], operationId: "logIn", body: LogIn, response: answers(200, ViewerAnswer) } },
    async (request, reply) => {
      const { body, scope } = request;
      const { token, session } = prepareSession(context, request, [
        "log-in",
        body.identifier,
        body.password,
        body.code ?? "",
      ]);
      const opened = await openSession(context.services, scope, body, session);
      enterSession(context, request, reply, { token, session: opened });
      return { viewer: context.presenters(scope).accounts.viewer(opened.viewer) };
    },
  );
};
