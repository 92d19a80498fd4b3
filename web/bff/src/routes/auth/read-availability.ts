import { AvailabilityParams, UsernameAvailability } from "@mockstagram/shared/api/session";
import { API } from "@mockstagram/shared/paths";
import { readAvailability as read } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";

export const readAvailability: Route = (app, context) => {
  app.get(
    `${API}/usernames/:username`,
    {
      schema: {
        tags: ["auth"],
        operationId: "readAvailability",
        params: AvailabilityParams,
        response: answers(200, UsernameAvailability),
      },
    },
    async ({ scope, params }) => {
      const { username, available, reason } = await read(context.services, scope, params.username);
      return { username, available, reason };
    },
  );
};
