import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";

/** One finished HTTP exchange; the body is whole, JSON is read by whoever knows its type. */
export interface Exchange {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ExchangeRequest {
  method: Dispatcher.HttpMethod;
  path: string;
  headers: Record<string, string>;
  body: string | null;
  deadlineMs: number;
  signal?: AbortSignal;
}

/** No answer arrived. `sent` tells whether the other side may have got the request. */
export class ExchangeError extends Error {
  constructor(
    readonly reason: "deadline" | "aborted" | "connection",
    readonly sent: boolean,
    cause?: Error,
  ) {
    super(`no answer: ${reason}`, { cause });
    this.name = "ExchangeError";
  }
}

/** Sends one request and waits for the whole answer, but not past the deadline. */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const handler = new Handler(request, resolve, reject);
    const { method, path, headers, body } = request;
    dispatcher.dispatch({ method, path, headers, body }, handler);
  });
}

class Handler implements Dispatcher.DispatchHandler {
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort = () => this.giveUp("aborted");
  private controller: Dispatcher.DispatchController | null = null;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private settled = false;

  constructor(
    private readonly request: ExchangeRequest,
    private readonly resolve: (exchange: Exchange) => void,
    private readonly reject: (error: ExchangeError) => void,
  ) {
    this.timer = setTimeout(() => this.giveUp("deadline"), request.deadlineMs);
    request.signal?.addEventListener("abort", this.onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.settled) controller.abort(new Error("nobody waits any more"));
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.settle()) return;
    const { chunks } = this;
    const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    this.resolve({ status: this.status, headers: this.headers, body: body.toString("utf8") });
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.settle()) this.reject(new ExchangeError("connection", this.controller !== null, error));
  }

  private giveUp(reason: "deadline" | "aborted"): void {
    if (!this.settle()) return;
    this.reject(new ExchangeError(reason, this.controller !== null));
    this.controller?.abort(new Error(reason));
  }

  private settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    clearTimeout(this.timer);
    this.request.signal?.removeEventListener("abort", this.onAbort);
    return true;
  }
}
