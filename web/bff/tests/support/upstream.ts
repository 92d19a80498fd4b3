import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Seen {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Answers a request, or leaves it unanswered with `null`. */
export type Responder = (seen: Seen) => Reply | null;

/** A small real HTTP server that stands where a service or the gateway of the primary region stands. */
export class Upstream {
  readonly seen: Seen[] = [];
  private readonly responders = new Map<string, Responder>();
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Upstream> {
    const upstream = new Upstream(createServer());
    upstream.server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const url = new URL(request.url ?? "/", "http://upstream");
        const text = Buffer.concat(chunks).toString();
        const seen: Seen = {
          method: request.method ?? "",
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body: text ? JSON.parse(text) : null,
        };
        upstream.seen.push(seen);
        const reply = upstream.answer(seen);
        if (!reply) return;
        response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
        response.end(reply.body === undefined ? "" : JSON.stringify(reply.body));
      });
    });
    await new Promise<void>((resolve) => upstream.server.listen(0, "127.0.0.1", resolve));
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** `GET /user/accounts` → what to answer; later calls replace earlier ones. */
  on(operation: string, responder: Responder | Reply): this {
    this.responders.set(operation, typeof responder === "function" ? responder : () => responder);
    return this;
  }

  calls(operation: string): Seen[] {
    return this.seen.filter(({ method, path }) => matches(operation, method, path));
  }

  reset(): void {
    this.seen.length = 0;
    this.responders.clear();
  }

  breakConnections(): void {
    this.server.closeAllConnections();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(seen: Seen): Reply | null {
    for (const [operation, responder] of this.responders) {
      if (matches(operation, seen.method, seen.path)) return responder(seen);
    }
    return { status: 404, body: { type: "about:blank", title: "Not Found", status: 404, code: "not_found" } };
  }
}

function matches(operation: string, method: string, path: string): boolean {
  const [wanted, pattern = ""] = operation.split(" ");
  return wanted === method && new RegExp(`^${pattern.replaceAll("*", "[^/]+")}$`).test(path);
}
