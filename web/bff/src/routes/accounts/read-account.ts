import { Profile, UsernameParams } from "@mockstagram/shared/api/accounts";
import { API } from "@mockstagram/shared/paths";
import { readProfile } from "../../reads/profile.ts";
import { answers, type Route } from "../route.ts";

export const readAccount: Route = (app, context) => {
  app.get(
    `${API}/accounts/:username`,
    {
      config: { access: "anybody" },
      schema: {
        tags: ["accounts"],
        operationId: "readAccount",
        params: UsernameParams,
        response: answers(200, Profile),
      },
    },
    ({ scope, params }) => readProfile({ context, scope, username: params.username }),
  );
};
