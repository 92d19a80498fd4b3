import { Type, type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { nullable } from "./common.ts";
import { LanguageName, ThemeName } from "./session.ts";

export const EditProfile = Type.Object(
  {
    pronouns: Type.Optional(Type.String({ maxLength: 400 })),
    links: Type.Optional(
      Type.Array(
        Type.Object(
          { url: Type.String({ minLength: 1, maxLength: 300 }), title: Type.String({ maxLength: 200 }) },
          { additionalProperties: false },
        ),
        { maxItems: LIMITS.links },
      ),
    ),
    name: Type.Optional(Type.String({ maxLength: 400 })),
    bio: Type.Optional(Type.String({ maxLength: 1_000 })),
    avatar_receipt: Type.Optional(nullable(Type.String({ maxLength: 8_192, description: "null removes the picture" }))),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type EditProfile = Static<typeof EditProfile>;

export const EditPreferences = Type.Object(
  {
    language: Type.Optional(LanguageName),
    theme: Type.Optional(ThemeName),
    private: Type.Optional(
      Type.Boolean({ description: "an account that goes public accepts all requests to follow it" }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type EditPreferences = Static<typeof EditPreferences>;
