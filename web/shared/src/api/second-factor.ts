import { Type, type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { nullable, SecondCode, Timestamp } from "./common.ts";

const Password = Type.String({ minLength: 1, maxLength: LIMITS.password.max });

/** Whether log-ins ask for a code, since when, and how many recovery codes are left. */
export const SecondFactor = Type.Object({
  on: Type.Boolean(),
  since: nullable(Timestamp),
  recovery_codes_left: Type.Integer(),
});
export type SecondFactor = Static<typeof SecondFactor>;

export const BeginSecondFactor = Type.Object({ password: Password }, { additionalProperties: false });
export type BeginSecondFactor = Static<typeof BeginSecondFactor>;

/** What an authenticator app is given, said once. */
export const Enrolment = Type.Object({
  secret: Type.String({ description: "base 32, in groups of four" }),
  uri: Type.String({ description: "otpauth://" }),
  qr: Type.Array(Type.String(), {
    description: "`uri` as a QR code without its quiet zone: for each line a row of 1 (dark) and 0",
  }),
});
export type Enrolment = Static<typeof Enrolment>;

export const ConfirmSecondFactor = Type.Object(
  { code: Type.String({ pattern: "^[0-9]{6}$" }) },
  { additionalProperties: false },
);
export type ConfirmSecondFactor = Static<typeof ConfirmSecondFactor>;

/** Each is good once in the place of a code of the app; said once. */
export const RecoveryCodes = Type.Object({ codes: Type.Array(Type.String()) });
export type RecoveryCodes = Static<typeof RecoveryCodes>;

export const SecondFactorProof = Type.Object({ password: Password, code: SecondCode }, { additionalProperties: false });
export type SecondFactorProof = Static<typeof SecondFactorProof>;
