import { AccountParams, FollowAnswer } from "@mockstagram/shared/api/accounts";
import { API } from "@mockstagram/shared/paths";
import { deleteFollow, putFollow } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";

const change =
  (method: "PUT" | "DELETE", operationId: string, act: typeof putFollow): Route =>
  (app, context) => {
    app.route({
      method,
      url: `${API}/accounts/:id/follow`,
      config: { access: "viewer" },
      schema: { tags: ["accounts"], operationId, params: AccountParams, response: answers(200, FollowAnswer) },
      handler: async ({ scope, params }) => {
        const { account_id, following, version } = await act(context.services, scope, params.id);
        return { account_id, following, version };
      },
    });
  };

export const follow = change("PUT", "follow", putFollow);
export const unfollow = change("DELETE", "unfollow", deleteFollow);
