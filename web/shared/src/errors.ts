import { Type, type Static } from "typebox";

/** Codes that the BFF itself answers with; codes of the services pass through unchanged. */
export const BFF_CODES = [
  "bad_request",
  "cross_site_request",
  "deadline_exceeded",
  "internal",
  "invalid",
  "method_not_allowed",
  "not_found",
  "payload_too_large",
  "primary_unreachable",
  "rate_limited",
  "unauthenticated",
  "unavailable",
  "unsupported_media_type",
] as const;

/** Codes of the services that can reach a client, by the service that owns them. */
export const SERVICE_CODES = [
  // every service
  "idempotency_mismatch",
  "idempotency_running",
  // user
  "account_not_found",
  "account_private",
  "account_suspended",
  "already_verified",
  "bio_too_long",
  "code_expired",
  "code_wrong",
  "email_invalid",
  "email_taken",
  "follow_limit",
  "follow_self",
  "link_invalid",
  "name_too_long",
  "password_weak",
  "pronouns_too_long",
  "session_not_found",
  "too_young",
  "username_invalid",
  "username_taken",
  "wrong_credentials",
  // content
  "post_not_found",
  "receipt_invalid",
  // media-server, seen by whoever uploads
  "ticket_expired",
  "ticket_invalid",
  "upload_not_found",
] as const;

export type ErrorCode = (typeof BFF_CODES)[number] | (typeof SERVICE_CODES)[number];

export const FieldError = Type.Object({ path: Type.String(), message: Type.String() });

/** RFC 9457 problem details; `code` is stable, the client has a text for each. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(FieldError)),
    outcome: Type.Optional(Type.Literal("unknown")),
    retry_after: Type.Optional(Type.Integer({ description: "seconds" })),
    limit: Type.Optional(Type.Number()),
  },
  { additionalProperties: true },
);
export type Problem = Static<typeof Problem>;
