import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { notFound, Problem, unavailable } from "../problems.ts";

const CONTENT_TYPE = "application/problem+json; charset=utf-8";

/** Turns everything that goes wrong into application/problem+json. */
export function answerProblems(app: FastifyInstance, { log }: Context): void {
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = problemFrom(error);
    if (isOurFault(error, problem)) log.error({ err: error, trace_id: traceIdOf(request) }, "a request failed");
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, notFound()));
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== null) reply.header("retry-after", problem.retryAfter);
  return reply.code(problem.status).type(CONTENT_TYPE).serializer(JSON.stringify).send(problem.body());
}

/** The problem that an error stands for; what nobody foresaw is `unavailable`. */
export function problemFrom(error: FastifyError | Problem | Error): Problem {
  if (error instanceof Problem) return error;
  if (!("code" in error)) return unavailable();
  if (error.validation) return validationProblem(error);
  return frameworkProblem(error.statusCode ?? 500);
}

function frameworkProblem(status: number): Problem {
  if (status === 413) return new Problem(413, "body_too_large", "The request body is too large.");
  if (status === 415) return new Problem(415, "unsupported_media_type", "Send application/json.");
  return status < 500 ? new Problem(422, "malformed", "The request is not of the documented form.") : unavailable();
}

function validationProblem(error: FastifyError): Problem {
  const errors = (error.validation ?? []).slice(0, 20).map(({ instancePath, message }) => ({
    path: instancePath.slice(1).replaceAll("/", ".") || (error.validationContext ?? "body"),
    message: message ?? "is not valid",
  }));
  return new Problem(422, "malformed", "The request is not of the documented form.", { errors });
}

const isOurFault = (error: FastifyError | Problem, problem: Problem) =>
  !(error instanceof Problem) && problem.status >= 500;

const traceIdOf = (request: FastifyRequest) => (request.scope as FastifyRequest["scope"] | null)?.trace.traceId;
