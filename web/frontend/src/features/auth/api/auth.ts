import type { RequestPasswordReset, ResetPassword } from "@mockstagram/shared/api/security";
import type { LogIn, SignUp, UsernameAvailability, VerifyEmail, ViewerAnswer } from "@mockstagram/shared/api/session";
import { request } from "@/lib/api/client";

export const logIn = (body: LogIn, key?: string) =>
  request<ViewerAnswer>("/auth/log-in", { method: "POST", body, ...(key ? { key } : {}) });

export const signUp = (body: SignUp, key: string) =>
  request<ViewerAnswer>("/auth/sign-up", { method: "POST", body, key });

export const verifyEmail = (body: VerifyEmail) => request<ViewerAnswer>("/auth/verify-email", { method: "POST", body });

export const sendCodeAgain = (key: string) => request<undefined>("/auth/verification", { method: "POST", key });

export const readAvailability = (username: string, signal: AbortSignal) =>
  request<UsernameAvailability>(`/usernames/${encodeURIComponent(username)}`, { signal });

export const requestPasswordReset = (body: RequestPasswordReset) =>
  request<undefined>("/auth/password-reset", { method: "POST", body });

export const resetPassword = (body: ResetPassword) =>
  request<undefined>("/auth/password-reset/confirm", { method: "POST", body });
