import { Type, type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { SecondCode, Timestamp } from "./common.ts";

const Identifier = Type.String({ minLength: 3, maxLength: LIMITS.email, description: "username or e-mail address" });
const Password = Type.String({ minLength: 1, maxLength: LIMITS.password.max });

export const ChangePassword = Type.Object(
  { current_password: Password, new_password: Password },
  { additionalProperties: false },
);
export type ChangePassword = Static<typeof ChangePassword>;

export const RequestEmailChange = Type.Object(
  { password: Password, email: Type.String({ minLength: 3, maxLength: LIMITS.email }) },
  { additionalProperties: false },
);
export type RequestEmailChange = Static<typeof RequestEmailChange>;

/** To close one's account, for a while or for good. */
export const CloseAccount = Type.Object({ password: Password }, { additionalProperties: false });
export type CloseAccount = Static<typeof CloseAccount>;

/** When the account is deleted, unless one logs in before. */
export const Deletion = Type.Object({
  deletes_at: Timestamp,
});
export type Deletion = Static<typeof Deletion>;

export const RequestPasswordReset = Type.Object({ identifier: Identifier }, { additionalProperties: false });
export type RequestPasswordReset = Static<typeof RequestPasswordReset>;

export const ResetPassword = Type.Object(
  {
    identifier: Identifier,
    code: Type.String({ pattern: "^[0-9]{8}$" }),
    new_password: Password,
    // Asked for by `totp_required`.
    second_code: Type.Optional(SecondCode),
  },
  { additionalProperties: false },
);
export type ResetPassword = Static<typeof ResetPassword>;
