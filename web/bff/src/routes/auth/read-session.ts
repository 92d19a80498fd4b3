import { Session } from "@mockstagram/shared/api/session";
import { API } from "@mockstagram/shared/paths";
import type { Context } from "../../context.ts";
import type { RequestScope } from "../../http/scope.ts";
import { answers, type Route } from "../route.ts";

export const readSession: Route = (app, context) => {
  app.get(
    `${API}/session`,
    {
      config: { access: "anybody" },
      schema: { tags: ["auth"], operationId: "readSession", response: answers(200, Session) },
    },
    (request) => presentSession(context, request.scope),
  );
};

/** Who is logged in, and where. */
export function presentSession(context: Context, scope: RequestScope): Session {
  const viewer = scope.session && context.presenters(scope).accounts.viewer(scope.session.viewer);
  return { viewer, region: context.config.region, regions: context.config.regions };
}
