import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { CausalCodec } from "../../src/causal/codec.ts";
import type { Config } from "../../src/config.ts";
import { Context } from "../../src/context.ts";
import { createServer } from "../../src/server.ts";
import { Upstream } from "./upstream.ts";

export const HOST = "mockstagram.com";
const CAUSAL_KEY = "causal-key";
export const SAME_ORIGIN = { host: HOST, origin: `http://${HOST}` };
export const TOKEN = "A".repeat(43);
export const codec = new CausalCodec(CAUSAL_KEY, "uch");

const SHELL = `<!doctype html><html lang="{{lang}}" data-theme="{{theme}}"><head><meta nonce="{{nonce}}">{{head}}{{assets}}</head><body>{{bootstrap}}</body></html>`;
const MANIFEST = {
  "src/main.tsx": { file: "assets/main-1.js", isEntry: true, css: ["assets/main-1.css"], imports: ["_vendor.js"] },
  "_vendor.js": { file: "assets/vendor-1.js" },
  "src/app/shell.tsx": { file: "assets/shell-1.js" },
  "src/app/pages/home.tsx": { file: "assets/home-1.js", css: ["assets/home-1.css"], imports: ["src/main.tsx"] },
  "src/i18n/en.json": { file: "assets/en-1.js" },
  "src/i18n/ko.json": { file: "assets/ko-1.js" },
  "src/i18n/en?entrance": { file: "assets/en-part.js" },
  "src/i18n/ko?entrance": { file: "assets/ko-part.js" },
};

/** A whole BFF in this process, with real HTTP servers in the places of services and primary region. */
export interface World {
  app: FastifyInstance;
  context: Context;
  user: Upstream;
  content: Upstream;
  recommend: Upstream;
  primary: Upstream;
  probe: Upstream;
  publicKey: ReturnType<typeof generateKeyPairSync>["publicKey"];
  /** Lines of the log, from the level of the configuration on. */
  logged: string[];
  reset: () => void;
  stop: () => Promise<void>;
}

export async function createWorld(overrides: Partial<Config> = {}): Promise<World> {
  const [user, content, recommend, primary, probe] = (await Promise.all(
    Array.from({ length: 5 }, () => Upstream.start()),
  )) as [Upstream, Upstream, Upstream, Upstream, Upstream];
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const staticDir = writeStatic();
  const config: Config = {
    region: "ap-northeast",
    primaryRegion: "us-east",
    nodeId: 1,
    listen: { host: "127.0.0.1", port: 0 },
    serviceUrls: { user: user.url, content: content.url, recommend: recommend.url },
    primaryUrl: primary.url,
    probeUrl: probe.url,
    issuer: "bff-ap-northeast",
    issuerKey: privateKey.export({ format: "der", type: "pkcs8" }).subarray(-32).toString("base64"),
    causalKey: CAUSAL_KEY,
    mediaUrlKey: "media-key",
    ticketKey: "ticket-key",
    natsUrl: "nats://bff:secret@127.0.0.1:9",
    valkeyUrl: "redis://127.0.0.1:9/0",
    regions: [
      { name: "ap-northeast", title: "Seoul" },
      { name: "eu-central", title: "Frankfurt" },
    ],
    codes: { user: "u", content: "c", "media-server": "m", recommend: "h" },
    publicHost: HOST,
    localHost: "mockstagram.localhost",
    cdnHost: "image.mockstagramcdn.com",
    staticDir,
    limitsMultiplier: 1_000,
    logLevel: "silent",
    telemetry: false,
    ...overrides,
  };
  const logged: string[] = [];
  const context = new Context(config, pino({ level: config.logLevel }, { write: (line) => void logged.push(line) }));
  const app = await createServer(context);
  await app.ready();
  const upstreams = [user, content, recommend, primary, probe];
  return {
    ...{ app, context, user, content, recommend, primary, probe, publicKey, logged },
    reset: () => upstreams.forEach((upstream) => upstream.reset()),
    stop: async () => {
      await app.close();
      await context.close();
      await Promise.all(upstreams.map((upstream) => upstream.stop()));
      rmSync(staticDir, { recursive: true });
    },
  };
}

function writeStatic(): string {
  const directory = mkdtempSync(join(tmpdir(), "bff-static-"));
  mkdirSync(join(directory, ".vite"));
  mkdirSync(join(directory, "assets"));
  writeFileSync(join(directory, "shell.html"), SHELL);
  writeFileSync(join(directory, ".vite/manifest.json"), JSON.stringify(MANIFEST));
  writeFileSync(join(directory, "assets/main-1.js"), "export {};");
  writeFileSync(join(directory, "assets/main-1.js.br"), "compressed");
  writeFileSync(join(directory, "sw.js"), "// worker");
  writeFileSync(join(directory, "manifest.ko.webmanifest"), "{}");
  return directory;
}
