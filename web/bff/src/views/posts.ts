import type { Account } from "@mockstagram/shared/api/accounts";
import type { GridPost, Post, Revision } from "@mockstagram/shared/api/posts";
import type { ContentRevision } from "../model/content.ts";
import type { PostView } from "../model/views.ts";
import { toCode } from "./codes.ts";
import { presentMedia, type MediaBase, type MediaSigner } from "./media.ts";

/** Turns posts into what the public API shows, for one request. */
export class PostPresenter {
  constructor(
    private readonly signer: MediaSigner,
    private readonly base: MediaBase,
  ) {}

  post({ id, version, own, archived, pinned, body }: PostView, author: Account): Post {
    return {
      id,
      code: toCode(id),
      author,
      caption: body.caption,
      created_at: body.created_at,
      edited_at: body.edited_at,
      version,
      media: body.media.map((picture) => presentMedia(this.signer, this.base, picture)),
      own,
      archived,
      pinned,
    };
  }

  gridPost({ id, pinned, body }: PostView, username: string): GridPost | null {
    const [cover] = body.media;
    if (!cover) return null;
    return {
      id,
      code: toCode(id),
      created_at: body.created_at,
      username,
      media_count: body.media.length,
      pinned,
      cover: presentMedia(this.signer, this.base, cover),
    };
  }
}

export const presentRevision = ({ version, caption, media, written_at }: ContentRevision): Revision => ({
  version,
  caption,
  media: media.map(({ media_id, alt }) => ({ id: media_id, alt })),
  written_at,
});
