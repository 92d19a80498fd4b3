import { API } from "@mockstagram/shared/paths";
import { requireSession } from "../auth/access.ts";
import { readSessionToken } from "../auth/cookies.ts";
import { isSameOrigin } from "../auth/same-origin.ts";
import { hashToken } from "../auth/sessions.ts";
import { Problem } from "../problems.ts";
import { ClientSocket, CLOSE } from "../realtime/client-socket.ts";
import type { Route } from "./route.ts";

/** The one WebSocket of a browser (web/shared/src/api/socket.ts). */
export const openSocket: Route = (app, context) => {
  app.get(
    `${API}/socket`,
    {
      websocket: true,
      config: { access: "viewer" },
      schema: { hide: true },
      preValidation: (request, _reply, done) => {
        const allowed = isSameOrigin(request, request.scope.site);
        done(allowed ? undefined : new Problem(403, "cross_site_request", "This request came from another site."));
      },
    },
    (socket, request) => {
      const token = readSessionToken(request, request.scope.site) ?? "";
      const client = new ClientSocket(socket, requireSession(request), hashToken(token));
      socket.on("error", () => socket.terminate());
      if (!context.hub.add(client)) return client.close(CLOSE.tooMuch);
      socket.on("close", () => context.hub.remove(client));
      socket.on("message", (data, isBinary) => {
        if (isBinary) return client.close(CLOSE.policy);
        const message = client.receive((data as Buffer).toString("utf8"));
        if (message?.type !== "hello") return;
        context.hub
          .resume(client, message.last_id)
          .catch((error: unknown) => request.log.warn({ err: error }, "resume"));
      });
    },
  );
};
