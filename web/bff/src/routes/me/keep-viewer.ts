import type { FastifyRequest } from "fastify";
import { requireSession } from "../../auth/access.ts";
import { readSessionToken } from "../../auth/cookies.ts";
import { hashToken } from "../../auth/sessions.ts";
import type { Context } from "../../context.ts";
import type { UserViewer } from "../../model/user.ts";

/** The viewer has just changed himself: what is held of his session changes with it. */
export function keepViewer({ sessions }: Context, request: FastifyRequest, viewer: UserViewer): void {
  const { scope } = request;
  const token = readSessionToken(request, scope.site);
  scope.session = { ...requireSession(request), viewer };
  if (token) sessions.hold(hashToken(token), scope.session, scope.causal.position);
}
