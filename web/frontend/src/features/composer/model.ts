import type { ApiProblem } from "@/lib/api/problem";
import type { Dimensions } from "@/lib/upload/check";
import type { Processed } from "@/lib/upload/process";
import type { Ticket } from "@/lib/upload/ticket";

export const ASPECTS = ["original", "1:1", "4:5", "3:4", "1.91:1"] as const;
export type Aspect = (typeof ASPECTS)[number];

export type Turn = 0 | 90 | 180 | 270;

/** A rectangle in fractions of the picture after turning it. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How a picture is framed; position and zoom are the editor's, the area is what they come to. */
export interface Framing {
  position: { x: number; y: number };
  zoom: number;
  turn: Turn;
  area: Area | null;
}

export type Progress =
  | { state: "waiting" }
  | { state: "sending"; part: number }
  | { state: "sent" }
  | { state: "processing" }
  | ({ state: "ready" } & Processed)
  | { state: "failed"; problem: ApiProblem };

export interface Item {
  id: string;
  file: File;
  /** Object URL of the file. */
  url: string;
  /** Null until measured, false when this browser cannot show the file. */
  size: Dimensions | null | false;
  framing: Framing;
  alt: string;
  ticket: Ticket | null;
  progress: Progress;
}

export type Step = "pick" | "frame" | "describe";

export interface Composition {
  step: Step;
  items: readonly Item[];
  /** Id of the picture that is being looked at. */
  current: string | null;
  aspect: Aspect;
  caption: string;
}

export const EMPTY: Composition = { step: "pick", items: [], current: null, aspect: "original", caption: "" };

export const UNFRAMED: Framing = { position: { x: 0, y: 0 }, zoom: 1, turn: 0, area: null };

export const hasContent = ({ items, caption }: Composition): boolean => items.length > 0 || caption.trim() !== "";
