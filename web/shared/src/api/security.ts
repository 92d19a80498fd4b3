import { Type, type Static } from "typebox";
import { LIMITS } from "../limits.ts";

const Password = Type.String({ minLength: 1, maxLength: LIMITS.password.max });

export const ChangePassword = Type.Object(
  { current_password: Password, new_password: Password },
  { additionalProperties: false },
);
export type ChangePassword = Static<typeof ChangePassword>;
