import { GridPage } from "@mockstagram/shared/api/posts";
import { PageQuery } from "@mockstagram/shared/cursor";
import { API } from "@mockstagram/shared/paths";
import { readArchive } from "../../reads/archive.ts";
import { answers, type Route } from "../route.ts";

export const listArchive: Route = (app, context) => {
  app.get(
    `${API}/me/archive`,
    {
      config: { access: "viewer" },
      schema: { tags: ["me"], operationId: "listArchive", querystring: PageQuery, response: answers(200, GridPage) },
    },
    ({ scope, query }) => readArchive({ context, scope, page: query }),
  );
};
