import { SessionPage } from "@mockstagram/shared/api/session";
import { PageQuery } from "@mockstagram/shared/cursor";
import { API } from "@mockstagram/shared/paths";
import { listSessions as list } from "../../clients/user.ts";
import { presentSession } from "../../views/accounts.ts";
import { answers, type Route } from "../route.ts";

export const listSessions: Route = (app, context) => {
  app.get(
    `${API}/sessions`,
    {
      config: { access: "viewer" },
      schema: {
        tags: ["auth"],
        operationId: "listSessions",
        querystring: PageQuery,
        response: answers(200, SessionPage),
      },
    },
    async ({ scope, query }) => {
      const { items, next } = await list(context.services, scope, query);
      return { items: items.map(presentSession), next };
    },
  );
};
