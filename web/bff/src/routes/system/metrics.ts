import type { FastifyRequest } from "fastify";
import { registry } from "../../telemetry/metrics.ts";
import type { Route } from "../route.ts";

/** For the machines around this process; what came through nginx is a browser, which gets the pages of these names. */
const isInside = ({ headers }: FastifyRequest) => headers["x-forwarded-for"] === undefined;

export const serveInsiders: Route = (app, { config }) => {
  app.addHook("onRequest", async (request, reply) => {
    if (!isInside(request) || request.method !== "GET") return;
    if (request.url === "/health") await reply.send({ status: "ok", region: config.region });
    if (request.url === "/metrics") await reply.type(registry.contentType).send(await registry.metrics());
  });
};
