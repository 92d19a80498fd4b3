import swagger from "@fastify/swagger";
import { API } from "@mockstagram/shared/paths";
import type { FastifyInstance } from "fastify";

/** Publishes the contract of the public API, made from the routes' own schemas. */
export async function publishOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Mockstagram", version: "1", description: "What browsers and other clients may ask." },
      components: { securitySchemes: { session: { type: "apiKey", in: "cookie", name: "session" } } },
    },
    hideUntagged: true,
  });
  app.get(`${API}/openapi.json`, { schema: { hide: true } }, () => app.swagger());
}
