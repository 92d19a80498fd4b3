import { SuggestionList } from "@mockstagram/shared/api/accounts";
import { API } from "@mockstagram/shared/paths";
import { readSuggestions } from "../../reads/suggestions.ts";
import { answers, type Route } from "../route.ts";

export const listSuggestions: Route = (app, context) => {
  app.get(
    `${API}/suggestions`,
    {
      config: { access: "viewer" },
      schema: { tags: ["accounts"], operationId: "listSuggestions", response: answers(200, SuggestionList) },
    },
    ({ scope }) => readSuggestions({ context, scope }),
  );
};
