import { Empty } from "@mockstagram/shared/api/common";
import { ChangePassword } from "@mockstagram/shared/api/security";
import { API } from "@mockstagram/shared/paths";
import { changePassword as change } from "../../clients/security.ts";
import { answers, type Route } from "../route.ts";

export const changePassword: Route = (app, context) => {
  app.put(
    `${API}/me/password`,
    {
      config: { access: "viewer" },
      schema: {
        tags: ["security"],
        operationId: "changePassword",
        body: ChangePassword,
        response: answers(204, Empty),
      },
    },
    async ({ scope, body }, reply) => {
      await change(context.services, scope, body);
      return reply.code(204).send(null);
    },
  );
};
