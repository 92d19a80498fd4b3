import { Type, type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { Id, Timestamp } from "./common.ts";

export const UploadKind = Type.Union([Type.Literal("post"), Type.Literal("avatar")]);

export const CreateUpload = Type.Object(
  {
    size: Type.Integer({ minimum: 1, maximum: LIMITS.imageBytes }),
    kind: UploadKind,
    name: Type.Optional(Type.String({ maxLength: 255 })),
  },
  { additionalProperties: false },
);
export type CreateUpload = Static<typeof CreateUpload>;

/** Permission to send one file: tus at `upload_url` with `ticket` in the header Upload-Ticket. */
export const Upload = Type.Object({
  media_id: Id,
  ticket: Type.String(),
  upload_url: Type.String(),
  expires_at: Timestamp,
});
export type Upload = Static<typeof Upload>;

/** What media-server answers at /upload/files/:id (docs/protocols.md, section 6). */
export interface UploadState {
  state: "receiving" | "processing" | "ready" | "failed";
  offset: number;
  size: number;
  expires_at: string;
  receipt: string | null;
  reason: { code: string; detail: string } | null;
  source: UploadSource | null;
  renditions: { width: number; height: number }[];
}

/** What came in; `animated`: only its first frame was taken; `location`, `device`: it told them, no rendition does. */
export interface UploadSource {
  format: "jpeg" | "png" | "webp" | "heic" | "avif" | "gif";
  width: number;
  height: number;
  animated: boolean;
  location: boolean;
  device: boolean;
}

/** Body of POST /upload/files/:id/process: upright by EXIF, then `rotate`, then `crop` in fractions of what is seen. */
export interface ProcessUpload {
  crop: { x: number; y: number; width: number; height: number } | null;
  rotate: 0 | 90 | 180 | 270;
  fit: "letterbox" | null;
}
