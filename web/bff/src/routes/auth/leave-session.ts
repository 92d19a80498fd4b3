import type { FastifyReply, FastifyRequest } from "fastify";
import { requireSession } from "../../auth/access.ts";
import { clearSessionToken } from "../../auth/cookies.ts";
import type { Context } from "../../context.ts";

/** Logs the browser out, its sockets too, without waiting for the event that tells every region. */
export function leaveSession(context: Context, request: FastifyRequest, reply: FastifyReply): void {
  context.hub.onRevoked([requireSession(request).sessionId]);
  clearSessionToken(reply, request.scope.site);
}
