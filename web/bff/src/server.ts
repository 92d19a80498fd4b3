import cookie from "@fastify/cookie";
import websocket from "@fastify/websocket";
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { LogController, type FastifyInstance } from "fastify";
import type { Context } from "./context.ts";
import { guardAgainstFloods } from "./http/flood-guard.ts";
import { answerMethods } from "./http/methods.ts";
import { publishOpenApi } from "./http/openapi.ts";
import { answerProblems, sendProblem, problemFrom } from "./http/problem-answers.ts";
import { addRequestScope } from "./http/request-hooks.ts";
import { endSocket } from "./realtime/end-socket.ts";
import { registerRoutes } from "./routes/index.ts";

const BODY_LIMIT = 256 * 1_024;
const SOCKET_FRAME_LIMIT = 4 * 1_024;

/** The HTTP server of a BFF, not yet listening. */
export async function createServer(context: Context): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: context.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: true,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: "idle",
    keepAliveTimeout: 75_000,
    routerOptions: { maxParamLength: 512, ignoreTrailingSlash: true },
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemFrom(error)),
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  // Presenters build answers field by field, so a schema-driven serializer would cost time and filter nothing.
  app.setSerializerCompiler(() => JSON.stringify);
  app.removeContentTypeParser("text/plain");
  answerProblems(app, context);
  await app.register(cookie);
  addRequestScope(app, context);
  await guardAgainstFloods(app, context);
  await app.register(websocket, {
    options: { maxPayload: SOCKET_FRAME_LIMIT, clientTracking: false },
    errorHandler: endSocket,
    preClose: (done) => {
      context.hub.close();
      done();
    },
  });
  await publishOpenApi(app);
  const methods = answerMethods(app);
  await registerRoutes(app, context);
  methods.refuseOthers();
  return app;
}
