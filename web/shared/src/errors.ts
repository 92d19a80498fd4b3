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
  "forbidden",
  "idempotency_mismatch",
  "idempotency_running",
  "invalid_cursor",
  // user
  "account_not_found",
  "code_expired",
  "code_wrong",
  "credentials_wrong",
  "email_taken",
  "email_unverified",
  "following_limit",
  "password_common",
  "self_follow",
  "session_not_found",
  "too_young",
  "username_reserved",
  "username_taken",
  // content
  "media_already_used",
  "post_limit",
  "post_not_found",
  "receipt_expired",
  "receipt_invalid",
  "receipt_not_yours",
  // media-server, seen by the uploader
  "image_aspect",
  "image_broken",
  "image_too_large",
  "image_type",
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
