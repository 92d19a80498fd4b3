import { connect, type Socket } from "node:net";
import { buildConnector } from "undici";

const RETRY_MS = 1_000;
/** The other side hangs up on silent connections (infra/nginx/templates/gateway.conf): they are exchanged long before, not all at once. */
const REST_MS = { least: 30_000, spread: 15_000 };

/**
 * Connections to a far region that are open before they are needed, without a byte sent over them: the first
 * write does not pay for the handshake. Each one taken is replaced in the background.
 */
export class SocketReserve {
  private readonly idle = new Map<Socket, () => void>();
  private readonly fallback = buildConnector({ timeout: 2_000 });
  private readonly host: string;
  private readonly port: number;
  private timer: NodeJS.Timeout | null = null;
  private opening = 0;
  private closed = false;

  constructor(
    url: string,
    private readonly size: number,
    private readonly rest = REST_MS,
  ) {
    const { hostname, port } = new URL(url);
    this.host = hostname;
    this.port = Number(port || 80);
    this.fill();
  }

  readonly connector: buildConnector.connector = (options, callback) => {
    const socket = this.take();
    // undici attaches to the socket only after this function has returned.
    if (socket) queueMicrotask(() => callback(null, socket));
    else this.fallback(options, callback);
  };

  get waiting(): number {
    return this.idle.size;
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    for (const socket of this.idle.keys()) socket.destroy();
  }

  private take(): Socket | null {
    for (const [socket, forget] of this.idle) {
      forget();
      this.fill();
      if (socket.writable) return socket.ref();
    }
    return null;
  }

  private fill(): void {
    while (!this.closed && this.idle.size + this.opening < this.size) this.open();
  }

  private open(): void {
    this.opening += 1;
    const socket = connect({ host: this.host, port: this.port, noDelay: true, keepAlive: true }).unref();
    const lose = () => {
      socket.destroy();
      if (!this.idle.has(socket)) this.opening -= 1;
      forget();
      this.fillLater();
    };
    let rest: NodeJS.Timeout | null = null;
    const forget = () => {
      if (rest) clearTimeout(rest);
      this.idle.delete(socket);
      socket.off("error", lose).off("end", lose).off("connect", keep);
    };
    const keep = () => {
      this.opening -= 1;
      this.idle.set(socket, forget);
      rest = setTimeout(() => this.retire(socket, forget), this.rest.least + Math.random() * this.rest.spread).unref();
      if (this.closed) socket.destroy();
    };
    socket.once("connect", keep).once("error", lose).once("end", lose);
  }

  private retire(socket: Socket, forget: () => void): void {
    forget();
    socket.destroy();
    this.fill();
  }

  private fillLater(): void {
    if (this.closed || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.fill();
    }, RETRY_MS);
    this.timer.unref();
  }
}
