import { Hashtag, HashtagParams } from "@mockstagram/shared/api/hashtags";
import { API } from "@mockstagram/shared/paths";
import { readHashtag as read } from "../../reads/hashtag.ts";
import { answers, type Route } from "../route.ts";

export const readHashtag: Route = (app, context) => {
  app.get(
    `${API}/hashtags/:tag`,
    {
      config: { access: "anybody" },
      schema: {
        tags: ["hashtags"],
        operationId: "readHashtag",
        params: HashtagParams,
        response: answers(200, Hashtag),
      },
    },
    ({ scope, params }) => read({ context, scope, tag: params.tag }),
  );
};
