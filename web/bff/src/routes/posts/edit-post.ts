import { EditPost, Post, PostParams } from "@mockstagram/shared/api/posts";
import { API } from "@mockstagram/shared/paths";
import { requireSession } from "../../auth/access.ts";
import { editPost as edit } from "../../clients/content.ts";
import { postView } from "../../hydration/posts.ts";
import { postNotFound, unavailable } from "../../problems.ts";
import { fromCode } from "../../views/codes.ts";
import { answers, type Route } from "../route.ts";

export const editPost: Route = (app, context) => {
  app.patch(
    `${API}/posts/:code`,
    {
      config: { access: "viewer" },
      schema: {
        tags: ["posts"],
        operationId: "editPost",
        params: PostParams,
        body: EditPost,
        response: answers(200, Post),
      },
    },
    async (request) => {
      const { viewer } = requireSession(request);
      const id = fromCode(request.params.code);
      if (id === null) throw postNotFound();
      const post = postView(await edit(context.services, request.scope, id, request.body));
      if (!post) throw unavailable();
      const present = context.presenters(request.scope);
      return present.posts.post(post, present.accounts.self(viewer));
    },
  );
};
