import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { API } from "@mockstagram/shared/paths";
import { answerOf, csp, fileOf, html, type Answer, type SiteOptions } from "./site.ts";

export interface Asked {
  method: string;
  path: string;
  key: string | undefined;
}

/** The built client behind a real server: a service worker's own requests reach no `page.route`. */
export interface Server {
  origin: string;
  options: SiteOptions;
  /** Scripts other than those of the build, by path. */
  scripts: Map<string, string>;
  /** Every request that arrived. */
  asked: Asked[];
  /** The server cannot be reached until it is mended. */
  cut: () => Promise<void>;
  mend: () => Promise<void>;
}

export async function startServer(options: SiteOptions): Promise<Server> {
  const state = { options, scripts: new Map<string, string>(), asked: [] as Asked[] };
  const server = createServer((request, response) => void serve(request, response, state));
  const listen = (port: number) => new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    origin: `http://mockstagram.localhost:${port}`,
    mend: () => listen(port),
    cut: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { options, scripts, asked }: Pick<Server, "options" | "scripts" | "asked">,
): Promise<void> {
  const { method = "GET", headers } = request;
  const url = new URL(request.url ?? "/", "http://site");
  const given = headers as Record<string, string>;
  asked.push({ method, path: url.pathname, key: given["idempotency-key"] });
  const file = fileOf(url);
  if (file) {
    const content = scripts.get(url.pathname) ?? readFileSync(file.path);
    response.writeHead(200, { "content-type": file.contentType }).end(content);
  } else if (url.pathname.startsWith(API)) {
    send(response, answerOf({ method, url, body: await bodyOf(request), headers: given }, options));
  } else response.writeHead(200, { ...csp(), "content-type": "text/html" }).end(html(url, options));
}

function send(response: ServerResponse, { status = 200, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(status === 204 ? "" : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts = (await request.toArray()) as Buffer[];
  const text = Buffer.concat(parts).toString();
  return text === "" ? null : (JSON.parse(text) as unknown);
}
