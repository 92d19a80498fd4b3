import type { components } from "../../../../contracts/generated/ts/content.ts";

type Schemas = components["schemas"];

export type ContentPost = Schemas["Post"];
export type ContentMedia = Schemas["Media"];
export type ContentRevision = Schemas["Revision"];
export type TaggedPost = Schemas["TaggedPost"];
export type HashtagCount = Schemas["HashtagCount"];
export type SuggestedHashtag = Schemas["SuggestedHashtag"];
export type SuggestedHashtags = Schemas["SuggestedHashtags"];
export type PostCounts = Schemas["Counts"];
