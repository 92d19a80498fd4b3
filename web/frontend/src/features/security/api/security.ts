import type { ChangePassword, CloseAccount, Deletion, RequestEmailChange } from "@mockstagram/shared/api/security";
import type { VerifyEmail, ViewerAnswer } from "@mockstagram/shared/api/session";
import { request } from "@/lib/api/client";

export const changePassword = (body: ChangePassword) => request<undefined>("/me/password", { method: "PUT", body });

export const deactivateAccount = (body: CloseAccount) =>
  request<undefined>("/me/deactivation", { method: "POST", body });

export const deleteAccount = (body: CloseAccount) => request<Deletion>("/me/deletion", { method: "POST", body });

export const requestEmailChange = (body: RequestEmailChange) =>
  request<undefined>("/me/email", { method: "POST", body });

export const confirmEmailChange = (body: VerifyEmail) =>
  request<ViewerAnswer>("/me/email/confirm", { method: "POST", body });
