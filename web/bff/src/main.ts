import { pino } from "pino";
import { readConfig } from "./config.ts";
import { Context } from "./context.ts";
import { createServer } from "./server.ts";
import { logOptions } from "./telemetry/log.ts";
import { startTracing } from "./telemetry/tracing.ts";

const STOP_MS = 8_000;

const config = readConfig(process.env);
const log = pino(logOptions(config));
const stopTracing = config.telemetry ? await startTracing(config.issuer) : null;
const context = new Context(config, log);
const app = await createServer(context);
context.start();
await app.listen(config.listen);
log.info({ listen: config.listen }, "ready");

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await app.close();
  await context.close();
  await stopTracing?.();
  process.exit(0);
}

process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
