import type { ChangePassword } from "@mockstagram/shared/api/security";
import type { RequestScope } from "../http/scope.ts";
import type { Services } from "./services.ts";

/** Credentials of the viewer, which `user` guards; none of these is repeated by itself. */
export const changePassword = (services: Services, scope: RequestScope, body: ChangePassword) =>
  services.write<null>(scope, "user", "PUT", { path: "/user/password", body, exempt: true });
