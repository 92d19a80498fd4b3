import { AccountMatches, AccountQuery } from "@mockstagram/shared/api/accounts";
import { API } from "@mockstagram/shared/paths";
import { readAccountMatches } from "../../reads/matches.ts";
import { answers, type Route } from "../route.ts";

export const listAccountMatches: Route = (app, context) => {
  app.get(
    `${API}/accounts`,
    {
      config: { access: "viewer" },
      schema: {
        tags: ["accounts"],
        operationId: "listAccountMatches",
        querystring: AccountQuery,
        response: answers(200, AccountMatches),
      },
    },
    ({ scope, query }) => readAccountMatches({ context, scope, prefix: query.prefix }),
  );
};
