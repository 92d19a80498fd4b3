import { Type, type Static } from "typebox";

/** Codes that the BFF itself answers with; codes of the services pass through unchanged. */
export const BFF_CODES = [
  "body_too_large",
  "cross_site_request",
  "deadline_exceeded",
  "malformed",
  "method_not_allowed",
  "not_found",
  "primary_unreachable",
  "rate_limited",
  "region_unknown",
  "unauthenticated",
  "unavailable",
  "unsupported_media_type",
] as const;

/** Codes of the services that can reach a client, by the service that owns them. */
export const SERVICE_CODES = [
  // every service
  "conflict",
  "idempotency_mismatch",
  "idempotency_running",
  // user
  "account_blocked",
  "account_deactivated",
  "account_not_found",
  "account_private",
  "account_suspended",
  "already_verified",
  "bio_too_long",
  "birthday_invalid",
  "block_limit",
  "block_self",
  "code_expired",
  "code_wrong",
  "email_invalid",
  "email_taken",
  "follow_limit",
  "follow_self",
  "link_invalid",
  "mute_limit",
  "mute_self",
  "name_too_long",
  "password_weak",
  "password_wrong",
  "pronouns_too_long",
  "request_not_found",
  "reset_code_wrong",
  "session_not_found",
  "too_young",
  "totp_off",
  "totp_on",
  "totp_required",
  "totp_wrong",
  "username_invalid",
  "username_taken",
  "wrong_credentials",
  // content
  "alt_too_long",
  "caption_too_long",
  "edit_limit",
  "may_not_publish",
  "media_differs",
  "media_repeated",
  "media_used",
  "not_verified",
  "pictures_missing",
  "pin_limit",
  "post_archived",
  "post_changed",
  "post_limit",
  "post_not_found",
  "receipt_invalid",
  "too_many_hashtags",
  "too_many_mentions",
  "too_many_pictures",
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
    deletes_at: Type.Optional(
      Type.Union([Type.String(), Type.Null()], { description: "when a deactivated account is deleted" }),
    ),
  },
  { additionalProperties: true },
);
export type Problem = Static<typeof Problem>;
