import { Type, type Static } from "typebox";
import { pageOf } from "../cursor.ts";
import { LIMITS } from "../limits.ts";
import { Avatar, Id, SecondCode, Timestamp, nullable } from "./common.ts";

export const LanguageName = Type.Union([Type.Literal("en"), Type.Literal("ko")]);
export const ThemeName = Type.Union([Type.Literal("system"), Type.Literal("light"), Type.Literal("dark")]);

export const Viewer = Type.Object({
  id: Id,
  username: Type.String(),
  name: Type.String(),
  avatar: nullable(Avatar),
  email: Type.String(),
  private: Type.Boolean(),
  verified: Type.Boolean({ description: "the e-mail address is confirmed" }),
  language: LanguageName,
  theme: ThemeName,
});
export type Viewer = Static<typeof Viewer>;

export const Region = Type.Object({ name: Type.String(), title: Type.String() });
export type Region = Static<typeof Region>;

export const Session = Type.Object({
  viewer: nullable(Viewer),
  region: Type.String(),
  regions: Type.Array(Region),
});
export type Session = Static<typeof Session>;

export const ViewerAnswer = Type.Object({ viewer: Viewer });
export type ViewerAnswer = Static<typeof ViewerAnswer>;

export const SignUp = Type.Object(
  {
    email: Type.String({ minLength: 3, maxLength: LIMITS.email }),
    username: Type.String({ minLength: 1, maxLength: 64 }),
    name: Type.String({ maxLength: 400 }),
    password: Type.String({ minLength: 1, maxLength: LIMITS.password.max }),
    birthday: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
    language: LanguageName,
  },
  { additionalProperties: false },
);
export type SignUp = Static<typeof SignUp>;

export const LogIn = Type.Object(
  {
    identifier: Type.String({ minLength: 1, maxLength: LIMITS.email, description: "username or e-mail address" }),
    password: Type.String({ minLength: 1, maxLength: LIMITS.password.max }),
    // Asked for by `totp_required`.
    code: Type.Optional(SecondCode),
    reopen: Type.Optional(
      Type.Boolean({ description: "open the account again, and do not delete it, if it is deactivated" }),
    ),
  },
  { additionalProperties: false },
);
export type LogIn = Static<typeof LogIn>;

export const VerifyEmail = Type.Object(
  { code: Type.String({ pattern: "^[0-9]{6}$" }) },
  { additionalProperties: false },
);
export type VerifyEmail = Static<typeof VerifyEmail>;

/** One log-in of the viewer; `current` is the one that asks. */
export const SessionItem = Type.Object({
  id: Id,
  created_at: Timestamp,
  last_seen_at: Timestamp,
  user_agent: Type.String(),
  region: Type.String(),
  current: Type.Boolean(),
});
export type SessionItem = Static<typeof SessionItem>;

export const SessionPage = pageOf(SessionItem);
export type SessionPage = Static<typeof SessionPage>;

export const SessionParams = Type.Object({ id: Id });

export const UsernameAvailability = Type.Object({
  username: Type.String(),
  available: Type.Boolean(),
  reason: nullable(Type.String({ description: "too_short, too_long, characters, dots, reserved or taken" })),
});
export type UsernameAvailability = Static<typeof UsernameAvailability>;

export const AvailabilityParams = Type.Object({ username: Type.String({ minLength: 1, maxLength: 64 }) });
