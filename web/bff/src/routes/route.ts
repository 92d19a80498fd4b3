import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { Problem } from "@mockstagram/shared/errors";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { TSchema } from "typebox";
import type { Context } from "../context.ts";

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Registers one operation of the public API. */
export type Route = (app: App, context: Context) => void;

/** The documented answers of an operation: the good one, and problems. */
export const answers = <Status extends 200 | 201 | 204, Schema extends TSchema>(status: Status, schema: Schema) =>
  ({ [status]: schema, "4xx": Problem, "5xx": Problem }) as Record<Status, Schema> &
    Record<"4xx" | "5xx", typeof Problem>;
