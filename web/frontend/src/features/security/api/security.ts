import type { ChangePassword, RequestEmailChange } from "@mockstagram/shared/api/security";
import type { VerifyEmail, ViewerAnswer } from "@mockstagram/shared/api/session";
import { request } from "@/lib/api/client";

export const changePassword = (body: ChangePassword) => request<undefined>("/me/password", { method: "PUT", body });

export const requestEmailChange = (body: RequestEmailChange) =>
  request<undefined>("/me/email", { method: "POST", body });

export const confirmEmailChange = (body: VerifyEmail) =>
  request<ViewerAnswer>("/me/email/confirm", { method: "POST", body });
