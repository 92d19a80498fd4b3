import type { FastifyInstance, HTTPMethods } from "fastify";
import { Problem } from "../problems.ts";
import { sendProblem } from "./problem-answers.ts";

const ALL: readonly HTTPMethods[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Notes which methods each address knows, so that the others are refused with 405 and `Allow` instead of 404. */
export function answerMethods(app: FastifyInstance): { refuseOthers: () => void } {
  const known = new Map<string, Set<HTTPMethods>>();
  let noting = true;
  app.addHook("onRoute", ({ url, method }) => {
    if (!noting) return;
    const methods = known.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name);
    known.set(url, methods);
  });
  return {
    refuseOthers() {
      noting = false;
      for (const [url, methods] of known) refuse(app, url, methods);
    },
  };
}

function refuse(app: FastifyInstance, url: string, methods: ReadonlySet<HTTPMethods>): void {
  const others = ALL.filter((method) => !methods.has(method) && !(method === "HEAD" && methods.has("GET")));
  if (url.endsWith("*") || others.length === 0) return;
  const allow = [...methods].join(", ");
  app.route({
    method: others,
    url,
    schema: { hide: true },
    onRequest: (_request, reply, done) => {
      reply.header("allow", allow);
      done(new Problem(405, "method_not_allowed", "This address does not know that method."));
    },
    handler: (_request, reply) => sendProblem(reply, new Problem(405, "method_not_allowed")),
  });
}
