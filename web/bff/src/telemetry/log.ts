import type { LoggerOptions } from "pino";
import type { Config } from "../config.ts";

/** JSON lines without host names, secrets or texts of people. */
export const logOptions = (config: Pick<Config, "logLevel" | "region">): LoggerOptions => ({
  level: config.logLevel,
  base: { service: "bff", region: config.region },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label) => ({ level: label }) },
  redact: ["req.headers.cookie", "req.headers.authorization", "err.options", "err.chainedErrors"],
});
