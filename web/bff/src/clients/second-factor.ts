import type { BeginSecondFactor, ConfirmSecondFactor, SecondFactorProof } from "@mockstagram/shared/api/second-factor";
import type { RequestScope } from "../http/scope.ts";
import type { UserEnrolment, UserRecoveryCodes, UserSecondFactor } from "../model/user.ts";
import type { Services } from "./services.ts";

const PATH = "/user/second-factor";

export const readSecondFactor = (services: Services, scope: RequestScope) =>
  services.read<UserSecondFactor>(scope, "user", PATH, "require");

/** None of these is repeated by itself. */
export const beginSecondFactor = (services: Services, scope: RequestScope, body: BeginSecondFactor) =>
  services.write<UserEnrolment>(scope, "user", "POST", { path: PATH, body, exempt: true });

export const confirmSecondFactor = (services: Services, scope: RequestScope, body: ConfirmSecondFactor) =>
  services.write<UserRecoveryCodes>(scope, "user", "POST", { path: `${PATH}/confirm`, body, exempt: true });

export const disableSecondFactor = (services: Services, scope: RequestScope, body: SecondFactorProof) =>
  services.write<null>(scope, "user", "POST", { path: `${PATH}/disable`, body, exempt: true });

export const renewRecoveryCodes = (services: Services, scope: RequestScope, body: SecondFactorProof) =>
  services.write<UserRecoveryCodes>(scope, "user", "POST", { path: `${PATH}/recovery-codes`, body, exempt: true });
