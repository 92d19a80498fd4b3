import { Type, type Static, type TSchema } from "typebox";
import { LIMITS } from "./limits.ts";

/** Where a page begins. The text is opaque: only the service that made it can read it. */
export const PageQuery = Type.Object(
  {
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 512, pattern: "^[A-Za-z0-9_-]+$" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageSize.max, default: LIMITS.pageSize.default })),
  },
  { additionalProperties: false },
);
export type PageQuery = Static<typeof PageQuery>;

/** One page of a list; `next` is the cursor of the following page, null at the end. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export const pageOf = <Item extends TSchema>(item: Item) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });
