import type { Profile } from "@mockstagram/shared/api/accounts";
import type { Post } from "@mockstagram/shared/api/posts";
import { pathTo } from "@mockstagram/shared/paths";
import type { PublicCard } from "./html.ts";
import { shorten } from "./titles.ts";

const DESCRIPTION_MOST = 200;

/** The link preview of a post that anybody may see. */
export function postCard(post: Post, origin: string): PublicCard {
  const [first] = post.media;
  const widest = first?.sources.at(-1);
  return {
    type: "article",
    url: origin + pathTo("post", { code: post.code }),
    description: shorten(post.caption || `@${post.author.username}`, DESCRIPTION_MOST),
    image:
      first && widest
        ? { url: `${origin}/og/p/${post.code}.jpg`, width: widest.width, height: widest.height, alt: first.alt }
        : null,
  };
}

/** The link preview of a profile that anybody may see. */
export function profileCard(profile: Profile, origin: string): PublicCard {
  return {
    type: "profile",
    url: origin + pathTo("profile", { username: profile.username }),
    description: shorten(profile.bio || `@${profile.username}`, DESCRIPTION_MOST),
    image: null,
  };
}
