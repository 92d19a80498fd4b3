import { AccountParams, MuteAnswer } from "@mockstagram/shared/api/accounts";
import { API } from "@mockstagram/shared/paths";
import { deleteMute, putMute } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";

const change =
  (method: "PUT" | "DELETE", operationId: string, act: typeof putMute): Route =>
  (app, context) => {
    app.route({
      method,
      url: `${API}/accounts/:id/mute`,
      config: { access: "viewer" },
      schema: { tags: ["accounts"], operationId, params: AccountParams, response: answers(200, MuteAnswer) },
      handler: async ({ scope, params }) => {
        const { account_id, muting, version } = await act(context.services, scope, params.id);
        return { account_id, muting, version };
      },
    });
  };

export const mute = change("PUT", "mute", putMute);
export const unmute = change("DELETE", "unmute", deleteMute);
