import { Empty } from "@mockstagram/shared/api/common";
import { RequestPasswordReset, ResetPassword } from "@mockstagram/shared/api/security";
import { API } from "@mockstagram/shared/paths";
import { requestPasswordReset as request, resetPassword as reset } from "../../clients/security.ts";
import { answers, type Route } from "../route.ts";

const tags = ["security"];
const response = answers(204, Empty);

export const requestPasswordReset: Route = (app, { services, secrets }) => {
  app.post(
    `${API}/auth/password-reset`,
    { schema: { tags, operationId: "requestPasswordReset", body: RequestPasswordReset, response } },
    async ({ scope, body, ip }, reply) => {
      await request(services, scope, { ...body, address_hash: secrets.addressHash(ip) });
      return reply.code(204).send(null);
    },
  );
};

export const resetPassword: Route = (app, { services, secrets }) => {
  app.post(
    `${API}/auth/password-reset/confirm`,
    { schema: { tags, operationId: "resetPassword", body: ResetPassword, response } },
    async ({ scope, body, ip }, reply) => {
      await reset(services, scope, { ...body, address_hash: secrets.addressHash(ip) });
      return reply.code(204).send(null);
    },
  );
};
