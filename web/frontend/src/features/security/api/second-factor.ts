import type {
  BeginSecondFactor,
  ConfirmSecondFactor,
  Enrolment,
  RecoveryCodes,
  SecondFactor,
  SecondFactorProof,
} from "@mockstagram/shared/api/second-factor";
import { request } from "@/lib/api/client";

const PATH = "/me/second-factor";

export const readSecondFactor = (signal: AbortSignal) => request<SecondFactor>(PATH, { signal });

export const beginSecondFactor = (body: BeginSecondFactor) => request<Enrolment>(PATH, { method: "POST", body });

export const confirmSecondFactor = (body: ConfirmSecondFactor) =>
  request<RecoveryCodes>(`${PATH}/confirm`, { method: "POST", body });

export const disableSecondFactor = (body: SecondFactorProof) =>
  request<undefined>(`${PATH}/disable`, { method: "POST", body });

export const renewRecoveryCodes = (body: SecondFactorProof) =>
  request<RecoveryCodes>(`${PATH}/recovery-codes`, { method: "POST", body });
