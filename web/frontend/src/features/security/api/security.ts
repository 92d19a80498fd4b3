import type { ChangePassword } from "@mockstagram/shared/api/security";
import { request } from "@/lib/api/client";

export const changePassword = (body: ChangePassword) => request<undefined>("/me/password", { method: "PUT", body });
