import { Health } from "@mockstagram/shared/api/region";
import { API } from "@mockstagram/shared/paths";
import { answers, type Route } from "../route.ts";

export const readHealth: Route = (app, { config }) => {
  app.get(
    `${API}/health`,
    { schema: { tags: ["region"], operationId: "readHealth", response: answers(200, Health) } },
    () => ({ status: "ok" as const, region: config.region }),
  );
};
