import type { FastifyReply, FastifyRequest } from "fastify";
import { setPlain, setSessionToken } from "../../auth/cookies.ts";
import { newDevice } from "../../auth/secrets.ts";
import { hashToken, type KnownSession } from "../../auth/sessions.ts";
import type { Context } from "../../context.ts";
import type { SessionRequest } from "../../model/user.ts";

const USER_AGENT_MOST = 512;

/** What a sign-up or log-in sends of the session that it opens, and the token that only the browser gets. */
export function prepareSession(
  { config, secrets }: Context,
  request: FastifyRequest,
  credentials: readonly string[],
): { token: string; session: SessionRequest } {
  const { scope } = request;
  const device = scope.device ?? newDevice();
  const token = secrets.sessionToken({ device, idempotencyKey: scope.idempotencyKey, credentials });
  return {
    token,
    session: {
      token_hash: hashToken(token),
      region: config.region,
      address_hash: secrets.addressHash(request.ip),
      user_agent: (request.headers["user-agent"] ?? "").slice(0, USER_AGENT_MOST),
    },
  };
}

/** Logs the browser in. */
export function enterSession(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: { token: string; session: KnownSession },
): void {
  const { scope } = request;
  scope.session = opened.session;
  context.sessions.hold(hashToken(opened.token), opened.session, scope.causal.position);
  setSessionToken(reply, scope.site, opened.token);
  setPlain(reply, "language", opened.session.viewer.language);
  setPlain(reply, "theme", opened.session.viewer.theme);
}
