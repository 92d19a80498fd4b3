import { Pool, type Dispatcher } from "undici";
import { SERVICES, type Config, type ServiceName } from "../config.ts";
import type { CallerTokens } from "../auth/caller-tokens.ts";
import type { RequestScope } from "../http/scope.ts";
import { outcomeUnknown, primaryUnreachable, problemOf, unavailable } from "../problems.ts";
import { recordCall } from "../telemetry/metrics.ts";
import { exchange, ExchangeError, type Exchange } from "./exchange.ts";
import { Limiter } from "./limiter.ts";
import type { PrimaryLink } from "./link.ts";
import { RetryBudget } from "./retry-budget.ts";
import { SocketReserve } from "./reserve.ts";

/** Whether a read must show what the viewer has seen, or may be marked stale. */
export type CausalMode = "require" | "prefer";
export type WriteMethod = "POST" | "PUT" | "PATCH" | "DELETE";

interface Call {
  service: ServiceName;
  method: Dispatcher.HttpMethod;
  path: string;
  body: unknown;
  mode: CausalMode;
  idempotent: boolean;
}

const READ_DEADLINE_MS = 2_500;
const WRITE_DEADLINE_MS = 8_000;
const KEEP_ALIVE_MS = 55_000;
const READS_AT_PRIMARY = 8;
const WRITE_CONNECTIONS = 64;
const SPARE_CONNECTIONS = 8;

/**
 * All HTTP to the services: reads in the own region, writes in the primary one, with caller token, causal token,
 * deadline, bounded retry and breaker. Routes use the typed functions beside this file.
 */
export class Services {
  private readonly local: Record<ServiceName, Pool>;
  private readonly primary: Pool;
  private readonly reserve: SocketReserve;
  private readonly atPrimary = new Limiter(READS_AT_PRIMARY);
  private readonly retries = new RetryBudget();

  constructor(
    private readonly config: Pick<Config, "serviceUrls" | "primaryUrl" | "codes">,
    private readonly tokens: CallerTokens,
    private readonly link: PrimaryLink,
  ) {
    const pool = (url: string) => new Pool(url, { connections: 32, keepAliveTimeout: KEEP_ALIVE_MS });
    this.local = Object.fromEntries(
      SERVICES.map((name) => [name, pool(config.serviceUrls[name])]),
    ) as typeof this.local;
    this.reserve = new SocketReserve(config.primaryUrl, SPARE_CONNECTIONS);
    this.primary = new Pool(config.primaryUrl, {
      connections: WRITE_CONNECTIONS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connect: this.reserve.connector,
    });
  }

  /** Connections to the primary region that are open and wait for a write. */
  get spareConnections(): number {
    return this.reserve.waiting;
  }

  /** Reads in this region. Behind the viewer and `require`: asks the primary region once. Throws Problem. */
  async read<Answer>(scope: RequestScope, service: ServiceName, path: string, mode: CausalMode): Promise<Answer> {
    return this.readCall<Answer>(scope, { service, method: "GET", path, body: null, mode, idempotent: true });
  }

  /** A read whose parameters do not fit into an address. */
  async readBatch<Answer>(scope: RequestScope, service: ServiceName, path: string, body: unknown): Promise<Answer> {
    return this.readCall<Answer>(scope, { service, method: "POST", path, body, mode: "prefer", idempotent: true });
  }

  /** Reads in the primary region, for what this region does not know yet. Throws Problem. */
  async readAtPrimary<Answer>(scope: RequestScope, service: ServiceName, path: string): Promise<Answer> {
    const call: Call = { service, method: "GET", path, body: null, mode: "prefer", idempotent: true };
    if (this.link.isCut || !this.atPrimary.tryEnter()) throw primaryUnreachable();
    try {
      return parse<Answer>(await this.cross(scope, call, READ_DEADLINE_MS));
    } finally {
      this.atPrimary.leave();
    }
  }

  /** Writes in the primary region: one exchange, repeated only when a broken connection cannot have doubled it. */
  async write<Answer>(
    scope: RequestScope,
    service: ServiceName,
    method: WriteMethod,
    target: { path: string; body?: unknown; exempt?: boolean },
  ): Promise<Answer> {
    const idempotent = scope.idempotencyKey !== null && !target.exempt;
    const call: Call = { service, method, path: target.path, body: target.body ?? null, mode: "prefer", idempotent };
    return parse<Answer>(await this.cross(scope, call, WRITE_DEADLINE_MS));
  }

  async close(): Promise<void> {
    this.reserve.close();
    await Promise.all([this.primary, ...Object.values(this.local)].map((pool) => pool.destroy()));
  }

  private async readCall<Answer>(scope: RequestScope, call: Call): Promise<Answer> {
    const answer = await this.readLocal(scope, call);
    if (answer.status !== 425) return parse<Answer>(answer);
    return parse<Answer>(
      (await this.tryPrimary(scope, call)) ?? (await this.readLocal(scope, { ...call, mode: "prefer" })),
    );
  }

  private async tryPrimary(scope: RequestScope, call: Call): Promise<Exchange | null> {
    if (this.link.isCut || !this.atPrimary.tryEnter()) return null;
    try {
      const answer = await this.cross(scope, { ...call, mode: "prefer" }, READ_DEADLINE_MS);
      return answer.status < 500 ? answer : null;
    } catch {
      return null;
    } finally {
      this.atPrimary.leave();
    }
  }

  private async readLocal(scope: RequestScope, call: Call): Promise<Exchange> {
    this.retries.earn();
    try {
      const answer = await this.send(scope, this.local[call.service], call, READ_DEADLINE_MS);
      if (answer.status !== 502 && answer.status !== 503) return answer;
      return this.retries.spend() ? await this.send(scope, this.local[call.service], call, READ_DEADLINE_MS) : answer;
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      if (error.reason !== "connection" || !this.retries.spend()) throw unavailable();
      return await this.send(scope, this.local[call.service], call, READ_DEADLINE_MS).catch(() => {
        throw unavailable();
      });
    }
  }

  private async cross(scope: RequestScope, call: Call, deadlineMs: number): Promise<Exchange> {
    if (this.link.isCut) throw primaryUnreachable();
    try {
      return await this.send(scope, this.primary, call, deadlineMs, true);
    } catch (error) {
      const again = call.idempotent && error instanceof ExchangeError && error.reason === "connection";
      if (!again || this.link.isCut) throw crossingProblem(error);
    }
    return this.send(scope, this.primary, call, deadlineMs, true).catch((error: unknown) => {
      throw crossingProblem(error);
    });
  }

  private async send(
    scope: RequestScope,
    pool: Pool,
    call: Call,
    deadlineMs: number,
    crossing = false,
  ): Promise<Exchange> {
    const startedAt = performance.now();
    const answer = await exchange(pool, {
      method: call.method,
      path: call.path,
      headers: this.headers(scope, call, deadlineMs),
      body: call.body === null ? null : JSON.stringify(call.body),
      deadlineMs,
      signal: crossing ? this.link.signal : undefined,
    }).finally(() => {
      const milliseconds = performance.now() - startedAt;
      scope.timings.add(call.service, milliseconds, crossing);
      recordCall(call.service, crossing, milliseconds);
    });
    if (crossing) this.link.heard();
    this.absorb(scope, call.service, answer);
    return answer;
  }

  private headers(scope: RequestScope, call: Call, deadlineMs: number): Record<string, string> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.tokens.token(scope.claims())}`,
      traceparent: scope.trace.header,
      "request-timeout-ms": String(deadlineMs),
    };
    const causal = scope.causal.headerFor(this.config.codes[call.service] ?? "");
    if (causal !== "") {
      headers.causal = causal;
      headers["causal-mode"] = call.mode;
    }
    if (call.body !== null) headers["content-type"] = "application/json";
    if (call.method !== "GET" && scope.idempotencyKey !== null) headers["idempotency-key"] = scope.idempotencyKey;
    return headers;
  }

  private absorb(scope: RequestScope, service: ServiceName, { headers }: Exchange): void {
    const { causal, stale } = headers;
    const applied = headers["causal-applied"];
    scope.causal.absorb(this.config.codes[service] ?? "", one(causal), one(applied));
    if (stale === "1") scope.causal.stale = true;
  }
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(",") : value);

function crossingProblem(error: unknown): unknown {
  if (!(error instanceof ExchangeError)) return error;
  return error.sent ? outcomeUnknown() : primaryUnreachable();
}

/** The body of a good answer; anything else is thrown as the problem it describes. */
function parse<Answer>(answer: Exchange): Answer {
  let body: unknown = null;
  try {
    body = answer.body === "" ? null : JSON.parse(answer.body);
  } catch {
    throw unavailable();
  }
  if (answer.status >= 400) throw problemOf(answer.status, body);
  return body as Answer;
}
