import { EditPreferences } from "@mockstagram/shared/api/me";
import { ViewerAnswer } from "@mockstagram/shared/api/session";
import { API } from "@mockstagram/shared/paths";
import { setPlain } from "../../auth/cookies.ts";
import { changePreferences } from "../../clients/user.ts";
import { answers, type Route } from "../route.ts";
import { keepViewer } from "./keep-viewer.ts";

export const editPreferences: Route = (app, context) => {
  app.patch(
    `${API}/me/preferences`,
    {
      config: { access: "viewer" },
      schema: {
        tags: ["me"],
        operationId: "editPreferences",
        body: EditPreferences,
        response: answers(200, ViewerAnswer),
      },
    },
    async (request, reply) => {
      const viewer = await changePreferences(context.services, request.scope, request.body);
      keepViewer(context, request, viewer);
      setPlain(reply, "language", viewer.language);
      setPlain(reply, "theme", viewer.theme);
      return { viewer: context.presenters(request.scope).accounts.viewer(viewer) };
    },
  );
};
