import { AccountParams, FollowerAnswer, RequestCount } from "@mockstagram/shared/api/accounts";
import { API } from "@mockstagram/shared/paths";
import { countRequests, deleteFollower, deleteRequest, putFollower } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";

export const countFollowRequests: Route = (app, context) => {
  app.get(
    `${API}/follow-requests/count`,
    {
      config: { access: "viewer" },
      schema: { tags: ["accounts"], operationId: "countFollowRequests", response: answers(200, RequestCount) },
    },
    async ({ scope }) => {
      const { count, capped_at } = await countRequests(context.services, scope);
      return { count, capped_at };
    },
  );
};

interface Decision {
  method: "PUT" | "DELETE";
  path: string;
  operationId: string;
  act: typeof putFollower;
}

const decide =
  ({ method, path, operationId, act }: Decision): Route =>
  (app, context) => {
    app.route({
      method,
      url: `${API}/${path}/:id`,
      config: { access: "viewer" },
      schema: { tags: ["accounts"], operationId, params: AccountParams, response: answers(200, FollowerAnswer) },
      handler: async ({ scope, params }) => {
        const { account_id, following, version } = await act(context.services, scope, params.id);
        return { account_id, following, version };
      },
    });
  };

export const acceptRequest = decide({
  method: "PUT",
  path: "follow-requests",
  operationId: "acceptRequest",
  act: putFollower,
});
export const declineRequest = decide({
  method: "DELETE",
  path: "follow-requests",
  operationId: "declineRequest",
  act: deleteRequest,
});
export const removeFollower = decide({
  method: "DELETE",
  path: "followers",
  operationId: "removeFollower",
  act: deleteFollower,
});
