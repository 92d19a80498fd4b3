import { connect, type Socket } from "node:net";
import { buildConnector } from "undici";

const RETRY_MS = 1_000;

/**
 * Connections to a far region that are open before they are needed, without a byte sent over them: the first
 * write does not pay for the handshake. Each one taken is replaced in the background.
 */
export class SocketReserve {
  private readonly idle = new Set<Socket>();
  private readonly fallback = buildConnector({ timeout: 2_000 });
  private readonly host: string;
  private readonly port: number;
  private timer: NodeJS.Timeout | null = null;
  private opening = 0;
  private closed = false;

  constructor(
    url: string,
    private readonly size: number,
  ) {
    const { hostname, port } = new URL(url);
    this.host = hostname;
    this.port = Number(port || 80);
    this.fill();
  }

  readonly connector: buildConnector.connector = (options, callback) => {
    const socket = this.take();
    if (socket) callback(null, socket);
    else this.fallback(options, callback);
  };

  get waiting(): number {
    return this.idle.size;
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    for (const socket of this.idle) socket.destroy();
  }

  private take(): Socket | null {
    const [socket] = this.idle;
    if (!socket) return null;
    this.idle.delete(socket);
    socket.removeAllListeners();
    this.fill();
    return socket;
  }

  private fill(): void {
    while (!this.closed && this.idle.size + this.opening < this.size) this.open();
  }

  private open(): void {
    this.opening += 1;
    const socket = connect({ host: this.host, port: this.port, noDelay: true, keepAlive: true });
    let opened = false;
    socket.once("connect", () => {
      opened = true;
      this.opening -= 1;
      if (this.closed) socket.destroy();
      else this.idle.add(socket);
    });
    socket.once("error", () => socket.destroy());
    socket.once("end", () => socket.destroy());
    socket.once("close", () => {
      if (!opened) this.opening -= 1;
      this.idle.delete(socket);
      this.fillLater();
    });
    socket.unref();
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
