import type { FastifyBaseLogger } from "fastify";
import { Redis } from "iovalkey";
import { BoundedMap } from "../bounded-map.ts";

const KEPT = 50_000;
const SHARE_EVERY_MS = 250;

interface Count {
  current: number;
  unshared: number;
  endsAt: number;
}

/**
 * Counts of a flood guard. A request is counted in memory, at no cost; what this process counted is added up in the
 * region's Valkey four times a second, so that several processes guard together. Without Valkey each guards alone.
 */
export class FloodCounts {
  private readonly counts = new BoundedMap<string, Count>(KEPT);
  private readonly unshared = new Set<string>();
  private readonly valkey: Redis;
  private readonly timer: NodeJS.Timeout;

  constructor(url: string, log: FastifyBaseLogger) {
    this.valkey = new Redis(url, {
      lazyConnect: true,
      enableReadyCheck: false,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: 500,
      keyPrefix: "bff:flood:",
      retryStrategy: (times) => Math.min(times * 200, 2_000),
    });
    this.valkey.on("error", (error: Error) => log.debug({ err: error }, "flood counts are not shared"));
    this.valkey.connect().catch(() => undefined);
    this.timer = setInterval(() => void this.share(), SHARE_EVERY_MS);
    this.timer.unref();
  }

  add(key: string, windowMs: number, now = Date.now()): { current: number; ttl: number } {
    const endsAt = (Math.floor(now / windowMs) + 1) * windowMs;
    const name = `${key}:${endsAt}`;
    let count = this.counts.get(name);
    if (!count) this.counts.set(name, (count = { current: 0, unshared: 0, endsAt }));
    count.current += 1;
    count.unshared += 1;
    this.unshared.add(name);
    return { current: count.current, ttl: endsAt - now };
  }

  close(): void {
    clearInterval(this.timer);
    this.valkey.disconnect();
  }

  private async share(): Promise<void> {
    const names = [...this.unshared];
    this.unshared.clear();
    if (names.length === 0 || this.valkey.status !== "ready") return;
    const batch = this.valkey.pipeline();
    const sent = names.map((name) => this.counts.get(name)).map((count) => this.take(count));
    names.forEach((name, index) => batch.incrby(name, sent[index] ?? 0).pexpireat(name, this.endOf(name)));
    const answers = await batch.exec().catch(() => null);
    names.forEach((name, index) => this.learn(name, answers?.[2 * index]?.[1]));
  }

  private take(count: Count | undefined): number {
    const sent = count?.unshared ?? 0;
    if (count) count.unshared = 0;
    return sent;
  }

  private learn(name: string, total: unknown): void {
    const count = this.counts.get(name);
    if (count && typeof total === "number") count.current = Math.max(count.current, total + count.unshared);
  }

  private endOf(name: string): number {
    return Number(name.slice(name.lastIndexOf(":") + 1)) + SHARE_EVERY_MS;
  }
}
