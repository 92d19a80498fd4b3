import { Type, type Static } from "typebox";
import { nullable } from "./common.ts";
import { LanguageName, ThemeName } from "./session.ts";

export const EditProfile = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 400 })),
    bio: Type.Optional(Type.String({ maxLength: 1_000 })),
    avatar_receipt: Type.Optional(nullable(Type.String({ maxLength: 8_192, description: "null removes the picture" }))),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type EditProfile = Static<typeof EditProfile>;

export const EditPreferences = Type.Object(
  { language: Type.Optional(LanguageName), theme: Type.Optional(ThemeName) },
  { additionalProperties: false, minProperties: 1 },
);
export type EditPreferences = Static<typeof EditPreferences>;
