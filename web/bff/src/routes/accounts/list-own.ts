import { AccountPage } from "@mockstagram/shared/api/accounts";
import { PageQuery } from "@mockstagram/shared/cursor";
import { API } from "@mockstagram/shared/paths";
import { readBlocked, readMuted, readRequests } from "../../reads/own-lists.ts";
import { answers, type Route } from "../route.ts";

const list =
  (path: string, operationId: string, read: typeof readRequests): Route =>
  (app, context) => {
    app.get(
      `${API}/${path}`,
      {
        config: { access: "viewer" },
        schema: { tags: ["accounts"], operationId, querystring: PageQuery, response: answers(200, AccountPage) },
      },
      ({ scope, query }) => read({ context, scope, page: query }),
    );
  };

export const listFollowRequests = list("follow-requests", "listFollowRequests", readRequests);
export const listBlocks = list("blocks", "listBlocks", readBlocked);
export const listMutes = list("mutes", "listMutes", readMuted);
