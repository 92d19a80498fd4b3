import { Empty } from "@mockstagram/shared/api/common";
import {
  BeginSecondFactor,
  ConfirmSecondFactor,
  Enrolment,
  RecoveryCodes,
  SecondFactor,
  SecondFactorProof,
} from "@mockstagram/shared/api/second-factor";
import { API } from "@mockstagram/shared/paths";
import * as user from "../../clients/second-factor.ts";
import { answers, type Route } from "../route.ts";

const config = { access: "viewer" } as const;
const tags = ["security"];
const PATH = `${API}/me/second-factor`;

export const readSecondFactor: Route = (app, { services }) => {
  const schema = { tags, operationId: "readSecondFactor", response: answers(200, SecondFactor) };
  app.get(PATH, { config, schema }, async ({ scope }) => {
    const { on, since, recovery_codes_left } = await user.readSecondFactor(services, scope);
    return { on, since, recovery_codes_left };
  });
};

export const beginSecondFactor: Route = (app, { services }) => {
  const response = answers(200, Enrolment);
  const schema = { tags, operationId: "beginSecondFactor", body: BeginSecondFactor, response };
  app.post(PATH, { config, schema }, async ({ scope, body }) => {
    const { secret, uri, qr } = await user.beginSecondFactor(services, scope, body);
    return { secret, uri, qr };
  });
};

export const confirmSecondFactor: Route = (app, { services }) => {
  const response = answers(200, RecoveryCodes);
  const schema = { tags, operationId: "confirmSecondFactor", body: ConfirmSecondFactor, response };
  app.post(`${PATH}/confirm`, { config, schema }, async ({ scope, body }) => {
    const { codes } = await user.confirmSecondFactor(services, scope, body);
    return { codes };
  });
};

export const disableSecondFactor: Route = (app, { services }) => {
  const response = answers(204, Empty);
  const schema = { tags, operationId: "disableSecondFactor", body: SecondFactorProof, response };
  app.post(`${PATH}/disable`, { config, schema }, async ({ scope, body }, reply) => {
    await user.disableSecondFactor(services, scope, body);
    return reply.code(204).send(null);
  });
};

export const renewRecoveryCodes: Route = (app, { services }) => {
  const response = answers(200, RecoveryCodes);
  const schema = { tags, operationId: "renewRecoveryCodes", body: SecondFactorProof, response };
  app.post(`${PATH}/recovery-codes`, { config, schema }, async ({ scope, body }) => {
    const { codes } = await user.renewRecoveryCodes(services, scope, body);
    return { codes };
  });
};
