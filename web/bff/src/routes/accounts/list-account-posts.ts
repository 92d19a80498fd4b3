import { UsernameParams } from "@mockstagram/shared/api/accounts";
import { GridPage } from "@mockstagram/shared/api/posts";
import { PageQuery } from "@mockstagram/shared/cursor";
import { API } from "@mockstagram/shared/paths";
import { readGrid } from "../../reads/profile.ts";
import { answers, type Route } from "../route.ts";

export const listAccountPosts: Route = (app, context) => {
  app.get(
    `${API}/accounts/:username/posts`,
    {
      config: { access: "anybody" },
      schema: {
        tags: ["accounts"],
        operationId: "listAccountPosts",
        params: UsernameParams,
        querystring: PageQuery,
        response: answers(200, GridPage),
      },
    },
    ({ scope, params, query }) => readGrid({ context, scope, username: params.username, page: query }),
  );
};
