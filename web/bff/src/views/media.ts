import { createHmac } from "node:crypto";
import type { Avatar, Source } from "@mockstagram/shared/api/common";
import type { Media } from "@mockstagram/shared/api/posts";

const STEP_S = 300;
const LEAST_LIFE_S = 600;

interface Stored {
  home: string;
  key: string;
  renditions: { width: number; height: number }[];
}

interface Picture extends Stored {
  blur: string;
}

interface PostPicture extends Picture {
  media_id: string;
  width: number;
  height: number;
  alt: string;
}

/** How to sign for one request: the CDN's name there, and until when. */
export interface MediaBase {
  cdn: string;
  expires: number;
}

interface Signed {
  cdn: string;
  expires: number;
  sources: Source[];
}

/** Signs the addresses of pictures (docs/protocols.md, section 6), once per picture, name of the CDN and five minutes. */
export class MediaSigner {
  private readonly made = new WeakMap<Stored, Signed>();

  constructor(
    private readonly key: string,
    private readonly now: () => number = Date.now,
  ) {}

  base(cdn: string): MediaBase {
    const seconds = this.now() / 1000 + LEAST_LIFE_S;
    return { cdn, expires: Math.ceil(seconds / STEP_S) * STEP_S };
  }

  sources(base: MediaBase, picture: Stored): Source[] {
    const known = this.made.get(picture);
    if (known?.cdn === base.cdn && known.expires === base.expires) return known.sources;
    const sources = this.sign(base, picture);
    this.made.set(picture, { ...base, sources });
    return sources;
  }

  private sign({ cdn, expires }: MediaBase, { home, key, renditions }: Stored): Source[] {
    const signature = createHmac("sha256", this.key).update(`${expires}/${home}/${key}`).digest("base64url");
    const prefix = `${cdn}/${expires}/${signature}/${home}/${key}`;
    return [...renditions]
      .sort((a, b) => a.width - b.width)
      .map(({ width, height }) => ({
        width,
        height,
        avif: `${prefix}/${width}.avif`,
        jpeg: `${prefix}/${width}.jpg`,
      }));
  }
}

export function presentAvatar(signer: MediaSigner, base: MediaBase, avatar: Picture | null): Avatar | null {
  return avatar && { blur: avatar.blur, sources: signer.sources(base, avatar) };
}

export function presentMedia(signer: MediaSigner, base: MediaBase, picture: PostPicture): Media {
  const { media_id, width, height, alt, blur } = picture;
  return { id: media_id, width, height, alt, blur, sources: signer.sources(base, picture) };
}
