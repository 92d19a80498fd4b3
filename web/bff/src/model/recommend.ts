import type { components } from "../../../../contracts/generated/ts/recommend.ts";

type Schemas = components["schemas"];

export type FeedItem = Schemas["FeedItem"];
export type RecommendedAccount = Schemas["Suggestion"];
export type Followers = Schemas["Followers"];
