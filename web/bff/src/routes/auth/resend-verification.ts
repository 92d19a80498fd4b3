import { Empty } from "@mockstagram/shared/api/common";
import { API } from "@mockstagram/shared/paths";
import { resendVerification as resend } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";

export const resendVerification: Route = (app, context) => {
  app.post(
    `${API}/auth/verification`,
    {
      config: { access: "viewer" },
      schema: { tags: ["auth"], operationId: "resendVerification", response: answers(204, Empty) },
    },
    async (request, reply) => {
      await resend(context.services, request.scope);
      return reply.code(204).send(null);
    },
  );
};
