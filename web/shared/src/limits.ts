/** The limits that client and services agree on; the services enforce them, the client says so before sending. */
export const LIMITS = {
  username: { min: 3, max: 30 },
  name: 64,
  bio: 150,
  pronouns: 32,
  links: 5,
  linkTitle: 30,
  password: { min: 10, max: 256 },
  email: 254,
  minimumAge: 13,
  deletionGraceDays: 30,
  caption: 2_200,
  hashtags: 30,
  mentions: 20,
  altText: 1_500,
  mediaPerPost: 20,
  imageBytes: 30_000_000,
  imagePixels: 50_000_000,
  aspectRatio: { widest: 1.91, tallest: 3 / 4 },
  pageSize: { default: 20, max: 40 },
  batch: 40,
  searchText: 64,
  causalEvents: 16,
} as const;

export const IMAGE_TYPES = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/avif",
  "image/heic",
  "image/heif",
  "image/gif",
] as const;

export const LANGUAGES = ["en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
