import { RegionAnswer, SwitchRegion } from "@mockstagram/shared/api/region";
import { API } from "@mockstagram/shared/paths";
import { setPlain } from "../../auth/cookies.ts";
import { readReplication } from "../../clients/user.ts";
import { orMissing } from "../../pipeline.ts";
import { Problem } from "../../problems.ts";
import { answers, type Route } from "../route.ts";

/** What this region has shown, the other one must show too: the position of this replica goes along. */
export const switchRegion: Route = (app, context) => {
  app.post(
    `${API}/region`,
    {
      schema: {
        tags: ["region"],
        operationId: "switchRegion",
        body: SwitchRegion,
        response: answers(200, RegionAnswer),
      },
    },
    async ({ scope, body: { region } }, reply) => {
      if (!context.config.regions.some(({ name }) => name === region)) {
        throw new Problem(400, "region_unknown", "There is no such region.");
      }
      const replication = await orMissing(readReplication(context.services, scope));
      if (replication) scope.causal.see({ epoch: String(replication.epoch), lsn: String(replication.lsn) });
      setPlain(reply, "region", region);
      return { region };
    },
  );
};
