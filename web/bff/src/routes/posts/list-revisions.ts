import { PostParams, RevisionPage } from "@mockstagram/shared/api/posts";
import { PageQuery } from "@mockstagram/shared/cursor";
import { API } from "@mockstagram/shared/paths";
import { readRevisions } from "../../reads/revisions.ts";
import { answers, type Route } from "../route.ts";

export const listRevisions: Route = (app, context) => {
  app.get(
    `${API}/posts/:code/revisions`,
    {
      config: { access: "anybody" },
      schema: {
        tags: ["posts"],
        operationId: "listRevisions",
        params: PostParams,
        querystring: PageQuery,
        response: answers(200, RevisionPage),
      },
    },
    ({ scope, params, query }) => readRevisions({ context, scope, code: params.code, page: query }),
  );
};
