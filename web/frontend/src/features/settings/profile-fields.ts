import type { Profile } from "@mockstagram/shared/api/accounts";

export type ProfileFields = Pick<Profile, "name" | "pronouns" | "bio" | "links">;
