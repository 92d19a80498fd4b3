import { Profile } from "@mockstagram/shared/api/accounts";
import { EditProfile } from "@mockstagram/shared/api/me";
import { API } from "@mockstagram/shared/paths";
import { requireSession } from "../../auth/access.ts";
import { readCounts } from "../../clients/content.ts";
import { changeProfile } from "../../clients/user.ts";
import { orMissing } from "../../pipeline.ts";
import { answers, type Route } from "../route.ts";
import { keepViewer } from "./keep-viewer.ts";

export const editProfile: Route = (app, context) => {
  app.patch(
    `${API}/me/profile`,
    {
      config: { access: "viewer" },
      schema: { tags: ["me"], operationId: "editProfile", body: EditProfile, response: answers(200, Profile) },
    },
    async (request) => {
      const { scope, body } = request;
      const { viewer } = requireSession(request);
      const counts = orMissing(readCounts(context.services, scope, viewer.id));
      const profile = await changeProfile(context.services, scope, body);
      keepViewer(context, request, { ...viewer, name: profile.name, avatar: profile.avatar, version: profile.version });
      return context.presenters(scope).accounts.profile(profile, (await counts)?.posts ?? null);
    },
  );
};
