import { AccountPage, AccountsQuery, UsernameParams, type FollowList } from "@mockstagram/shared/api/accounts";
import { PageQuery } from "@mockstagram/shared/cursor";
import { API } from "@mockstagram/shared/paths";
import { readFollows } from "../../reads/profile.ts";
import { answers, type Route } from "../route.ts";

const list =
  (side: FollowList, operationId: string, querystring: typeof AccountsQuery | typeof PageQuery): Route =>
  (app, context) => {
    app.get(
      `${API}/accounts/:username/${side}`,
      {
        config: { access: "viewer" },
        schema: {
          tags: ["accounts"],
          operationId,
          params: UsernameParams,
          querystring,
          response: answers(200, AccountPage),
        },
      },
      ({ scope, params, query }) => readFollows(side, { context, scope, username: params.username, page: query }),
    );
  };

export const listFollowers = list("followers", "listFollowers", AccountsQuery);
export const listFollowing = list("following", "listFollowing", AccountsQuery);
export const listMutuals = list("mutuals", "listMutuals", PageQuery);
