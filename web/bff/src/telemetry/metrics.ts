import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const requests = new Histogram({
  name: "bff_request_seconds",
  help: "Requests of browsers by route and status.",
  labelNames: ["route", "status"],
  buckets: SECONDS,
  registers: [registry],
});

const calls = new Histogram({
  name: "bff_service_call_seconds",
  help: "Calls to services; far ones crossed to the primary region.",
  labelNames: ["service", "far"],
  buckets: SECONDS,
  registers: [registry],
});

const link = new Gauge({
  name: "bff_primary_link_cut",
  help: "1 while the primary region cannot be reached.",
  registers: [registry],
});

const sockets = new Gauge({ name: "bff_sockets", help: "Open browser sockets.", registers: [registry] });

const messages = new Counter({
  name: "bff_socket_messages_total",
  help: "Messages put into browsers' sockets.",
  labelNames: ["type"],
  registers: [registry],
});

export const recordRequest = (route: string, status: number, milliseconds: number) =>
  requests.observe({ route, status }, milliseconds / 1000);

export const recordCall = (service: string, far: boolean, milliseconds: number) =>
  calls.observe({ service, far: far ? "1" : "0" }, milliseconds / 1000);

export const recordLink = (cut: boolean) => link.set(cut ? 1 : 0);
export const recordSockets = (open: number) => sockets.set(open);
export const recordMessage = (type: string) => messages.inc({ type });
