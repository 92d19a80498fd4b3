import { CreatePost, Post } from "@mockstagram/shared/api/posts";
import { API } from "@mockstagram/shared/paths";
import { requireSession } from "../../auth/access.ts";
import { createPost as create } from "../../clients/content.ts";
import { postView } from "../../hydration/posts.ts";
import { unavailable } from "../../problems.ts";
import { answers, type Route } from "../route.ts";

export const createPost: Route = (app, context) => {
  app.post(
    `${API}/posts`,
    {
      config: { access: "viewer" },
      schema: { tags: ["posts"], operationId: "createPost", body: CreatePost, response: answers(201, Post) },
    },
    async (request, reply) => {
      const { viewer } = requireSession(request);
      const post = postView(await create(context.services, request.scope, request.body));
      if (!post) throw unavailable();
      const present = context.presenters(request.scope);
      return reply.code(201).send(present.posts.post(post, present.accounts.self(viewer)));
    },
  );
};
