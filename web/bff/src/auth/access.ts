import type { FastifyReply, FastifyRequest } from "fastify";
import { reportSeen } from "../clients/user.ts";
import type { Context } from "../context.ts";
import type { KnownSession } from "./sessions.ts";
import { Problem, unauthenticated } from "../problems.ts";
import { clearSessionToken, readSessionToken } from "./cookies.ts";

/** Who may use a route: somebody logged in, anybody (known if logged in), or anybody without a look at the session. */
type Access = "viewer" | "anybody" | "nobody";

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** Finds the viewer of a request, as its route asks. Throws Problem. */
export async function admit(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const access = request.routeOptions.config.access ?? "nobody";
  if (access === "nobody") return;
  await findViewer(context, request, reply);
  if (access === "viewer" && !request.scope.session) throw unauthenticated();
}

/** Looks up the session of the cookie. Throws Problem when nobody can tell: then the cookie stays. */
export async function findViewer(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { scope } = request;
  const token = readSessionToken(request, scope.site);
  if (!token) return;
  scope.session = await context.sessions.find(scope, token);
  if (scope.session) reportSeenBeside(context, request);
  else clearSessionToken(reply, scope.site);
}

/** The session of a route that needs one. */
export function requireSession(request: FastifyRequest): KnownSession {
  const { session } = request.scope;
  if (!session) throw unauthenticated();
  return session;
}

function reportSeenBeside(context: Context, request: FastifyRequest): void {
  const { scope, log } = request;
  if (!context.sessions.takeSeenDue(scope.session?.sessionId ?? "")) return;
  const aside = context.backgroundScope(scope.session, scope.trace);
  reportSeen(context.services, aside).catch((error: unknown) => {
    if (!(error instanceof Problem)) log.warn({ err: error }, "could not report a session as seen");
  });
}
