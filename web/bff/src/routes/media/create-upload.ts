import { CreateUpload, Upload } from "@mockstagram/shared/api/media";
import { API } from "@mockstagram/shared/paths";
import { requireSession } from "../../auth/access.ts";
import { createIds } from "../../ids.ts";
import { signTicket } from "../../views/tickets.ts";
import { answers, type Route } from "../route.ts";

const LIFETIME_S = 24 * 3_600;

/** Permission to upload is given here, without a word to anybody: bytes never cross an ocean before they are near. */
export const createUpload: Route = (app, { config }) => {
  const nextId = createIds(config.nodeId);
  app.post(
    `${API}/uploads`,
    {
      config: { access: "viewer" },
      schema: { tags: ["media"], operationId: "createUpload", body: CreateUpload, response: answers(201, Upload) },
    },
    async (request, reply) => {
      const { size, kind } = request.body;
      const exp = Math.floor(Date.now() / 1000) + LIFETIME_S;
      const media_id = nextId();
      const owner_id = requireSession(request).viewer.id;
      const ticket = signTicket(config.ticketKey, { media_id, owner_id, size, kind, edge: config.region, exp });
      const expires_at = new Date(exp * 1000).toISOString();
      return reply.code(201).send({ media_id, ticket, upload_url: "/upload/files", expires_at });
    },
  );
};
