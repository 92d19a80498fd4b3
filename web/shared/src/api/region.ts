import { Type, type Static } from "typebox";
import { nullable } from "./common.ts";

export const SwitchRegion = Type.Object({ region: Type.String({ maxLength: 40 }) }, { additionalProperties: false });
export type SwitchRegion = Static<typeof SwitchRegion>;

export const RegionAnswer = Type.Object({ region: Type.String() });
export type RegionAnswer = Static<typeof RegionAnswer>;

export const Replication = Type.Object({
  region: Type.String(),
  primary_region: Type.String(),
  primary_reachable: Type.Boolean(),
  lag_ms: nullable(Type.Integer({ description: "how far the replica is behind; null when unknown" })),
});
export type Replication = Static<typeof Replication>;

export const Health = Type.Object({ status: Type.Literal("ok"), region: Type.String() });
