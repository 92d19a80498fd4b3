import { HashtagMatches, HashtagQuery } from "@mockstagram/shared/api/hashtags";
import { API } from "@mockstagram/shared/paths";
import { readHashtagMatches } from "../../reads/matches.ts";
import { answers, type Route } from "../route.ts";

export const listHashtagMatches: Route = (app, context) => {
  app.get(
    `${API}/hashtags`,
    {
      config: { access: "viewer" },
      schema: {
        tags: ["hashtags"],
        operationId: "listHashtagMatches",
        querystring: HashtagQuery,
        response: answers(200, HashtagMatches),
      },
    },
    ({ scope, query }) => readHashtagMatches({ context, scope, prefix: query.prefix }),
  );
};
