import type { Rendition } from "./user.ts";

export interface ContentMedia {
  id: string;
  home: string;
  key: string;
  width: number;
  height: number;
  blur: string;
  alt: string;
  renditions: Rendition[];
}

/** The same for everybody, and fixed for one (id, version). */
export interface PostBody {
  author_id: string;
  caption: string;
  created_at: string;
  media: ContentMedia[];
}

export interface ContentPost {
  id: string;
  version: number;
  own: boolean;
  unchanged: boolean;
  body: PostBody | null;
}
