import { AccountParams, BlockAnswer } from "@mockstagram/shared/api/accounts";
import { API } from "@mockstagram/shared/paths";
import { deleteBlock, putBlock } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";

const change =
  (method: "PUT" | "DELETE", operationId: string, act: typeof putBlock): Route =>
  (app, context) => {
    app.route({
      method,
      url: `${API}/accounts/:id/block`,
      config: { access: "viewer" },
      schema: { tags: ["accounts"], operationId, params: AccountParams, response: answers(200, BlockAnswer) },
      handler: async ({ scope, params }) => {
        const { account_id, blocking, version } = await act(context.services, scope, params.id);
        return { account_id, blocking, version };
      },
    });
  };

export const block = change("PUT", "block", putBlock);
export const unblock = change("DELETE", "unblock", deleteBlock);
