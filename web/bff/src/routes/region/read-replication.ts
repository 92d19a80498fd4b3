import { Replication } from "@mockstagram/shared/api/region";
import { API } from "@mockstagram/shared/paths";
import { readReplication as read } from "../../clients/user.ts";
import { orMissing } from "../../pipeline.ts";
import { answers, type Route } from "../route.ts";

export const readReplication: Route = (app, context) => {
  app.get(
    `${API}/replication`,
    { schema: { tags: ["region"], operationId: "readReplication", response: answers(200, Replication) } },
    async ({ scope }) => {
      const replication = await orMissing(read(context.services, scope));
      return {
        region: context.config.region,
        primary_region: context.config.primaryRegion,
        primary_reachable: !context.link.isCut,
        lag_ms: replication?.lag_ms ?? null,
      };
    },
  );
};
