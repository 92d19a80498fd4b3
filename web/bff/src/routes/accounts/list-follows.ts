import { AccountPage, UsernameParams } from "@mockstagram/shared/api/accounts";
import { PageQuery } from "@mockstagram/shared/cursor";
import { API } from "@mockstagram/shared/paths";
import { readFollows } from "../../reads/profile.ts";
import { answers, type Route } from "../route.ts";

const list =
  (side: "followers" | "following", operationId: string): Route =>
  (app, context) => {
    app.get(
      `${API}/accounts/:username/${side}`,
      {
        config: { access: "viewer" },
        schema: {
          tags: ["accounts"],
          operationId,
          params: UsernameParams,
          querystring: PageQuery,
          response: answers(200, AccountPage),
        },
      },
      ({ scope, params, query }) => readFollows(side, { context, scope, username: params.username, page: query }),
    );
  };

export const listFollowers = list("followers", "listFollowers");
export const listFollowing = list("following", "listFollowing");
