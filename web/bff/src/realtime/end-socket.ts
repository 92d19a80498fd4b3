import type { FastifyRequest } from "fastify";
import type { WebSocket } from "ws";

/** A browser that breaks the protocol, by a frame that is too large say: `ws` closes such a socket itself, with the right code. */
const isTheirs = (error: Error): boolean => "code" in error && String(error.code).startsWith("WS_ERR_");

/** What becomes of a socket that has failed: only mistakes of our own leave a stack in the log. */
export function endSocket(error: Error, socket: WebSocket, request: FastifyRequest): void {
  if (isTheirs(error)) {
    request.log.info({ reason: error.message }, "a socket broke the protocol");
    return;
  }
  request.log.error({ err: error }, "a socket failed");
  socket.terminate();
}
