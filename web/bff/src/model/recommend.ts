export interface FeedItem {
  post_id: string;
  author_id: string;
}

export interface RecommendedAccount {
  account_id: string;
  reason: { kind: "followed_by" | "popular"; count: number; accounts: string[] };
}
