/** The services that pages are made of. Uploads go from the browser to media-server itself. */
export const SERVICES = ["user", "content", "recommend"] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Settings of one BFF process; infra/environment.py writes them, docs/protocols.md explains them. */
export interface Config {
  region: string;
  primaryRegion: string;
  nodeId: number;
  listen: { host: string; port: number };
  serviceUrls: Record<ServiceName, string>;
  primaryUrl: string;
  probeUrl: string;
  issuer: string;
  issuerKey: string;
  causalKey: string;
  mediaUrlKey: string;
  ticketKey: string;
  natsUrl: string;
  valkeyUrl: string;
  regions: { name: string; title: string }[];
  /** Service → its letter in a causal token. */
  codes: Record<string, string>;
  publicHost: string;
  localHost: string;
  cdnHost: string;
  staticDir: string;
  limitsMultiplier: number;
  logLevel: string;
  telemetry: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment. Throws one error that names every missing variable. */
export function readConfig(env: Environment): Config {
  const missing: string[] = [];
  const text = (name: string): string => {
    const value = env[name];
    if (!value) missing.push(name);
    return value ?? "";
  };
  const json = <Value>(name: string): Value => JSON.parse(text(name) || "null") as Value;
  const config: Config = {
    region: text("REGION"),
    primaryRegion: text("PRIMARY_REGION"),
    nodeId: Number(env.NODE_ID ?? 0),
    listen: parseListen(text("LISTEN")),
    serviceUrls: json("SERVICE_URLS"),
    primaryUrl: text("PRIMARY_URL"),
    probeUrl: text("PROBE_URL"),
    issuer: text("ISSUER"),
    issuerKey: text("ISSUER_KEY"),
    causalKey: text("CAUSAL_KEY"),
    mediaUrlKey: text("MEDIA_URL_KEY"),
    ticketKey: text("TICKET_KEY"),
    natsUrl: text("NATS_URL"),
    valkeyUrl: text("VALKEY_URL"),
    regions: json("REGIONS"),
    codes: json("SUBSCRIBER_CODES"),
    publicHost: text("PUBLIC_HOST"),
    localHost: text("LOCAL_HOST"),
    cdnHost: text("CDN_HOST"),
    staticDir: text("STATIC_DIR"),
    limitsMultiplier: Number(env.LIMITS_MULTIPLIER ?? 1),
    logLevel: env.LOG_LEVEL ?? "info",
    telemetry: Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT),
  };
  if (missing.length > 0) throw new Error(`missing environment: ${missing.join(", ")}`);
  return config;
}

function parseListen(text: string): Config["listen"] {
  const colon = text.lastIndexOf(":");
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}
