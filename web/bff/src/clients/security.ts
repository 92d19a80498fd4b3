import type {
  ChangePassword,
  CloseAccount,
  Deletion,
  RequestEmailChange,
  RequestPasswordReset,
  ResetPassword,
} from "@mockstagram/shared/api/security";
import type { RequestScope } from "../http/scope.ts";
import type { UserViewer } from "../model/user.ts";
import type { Services } from "./services.ts";

/** Credentials, which `user` guards; none of these is repeated by itself. */
export const changePassword = (services: Services, scope: RequestScope, body: ChangePassword) =>
  services.write<null>(scope, "user", "PUT", { path: "/user/password", body, exempt: true });

export const requestEmailChange = (services: Services, scope: RequestScope, body: RequestEmailChange) =>
  services.write<null>(scope, "user", "POST", { path: "/user/email-changes", body, exempt: true });

export const confirmEmailChange = (services: Services, scope: RequestScope, body: { code: string }) =>
  services.write<UserViewer>(scope, "user", "POST", { path: "/user/email-changes/confirm", body, exempt: true });

export const deactivateAccount = (services: Services, scope: RequestScope, body: CloseAccount) =>
  services.write<null>(scope, "user", "POST", { path: "/user/deactivation", body, exempt: true });

export const requestDeletion = (services: Services, scope: RequestScope, body: CloseAccount) =>
  services.write<Deletion>(scope, "user", "POST", { path: "/user/deletion", body, exempt: true });

export const requestPasswordReset = (
  services: Services,
  scope: RequestScope,
  body: RequestPasswordReset & { address_hash: string },
) => services.write<null>(scope, "user", "POST", { path: "/user/password-resets", body, exempt: true });

export const resetPassword = (
  services: Services,
  scope: RequestScope,
  body: ResetPassword & { address_hash: string },
) => services.write<null>(scope, "user", "POST", { path: "/user/password-resets/confirm", body, exempt: true });
