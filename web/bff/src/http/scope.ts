import type { CallerClaims } from "../auth/caller-tokens.ts";
import type { KnownSession } from "../auth/sessions.ts";
import type { CausalScope } from "../causal/scope.ts";
import type { Site } from "./site.ts";
import { Timings } from "./timings.ts";
import type { Trace } from "./trace.ts";

/** Everything that belongs to one request of a browser and travels with the calls made for it. */
export class RequestScope {
  readonly timings = new Timings();
  readonly startedAt = performance.now();
  session: KnownSession | null = null;
  /** Says who the browser is before anybody is logged in; goes into caller tokens then. */
  device: string | null = null;
  idempotencyKey: string | null = null;

  constructor(
    readonly causal: CausalScope,
    public trace: Trace,
    readonly site: Site,
  ) {}

  claims(): CallerClaims {
    if (this.session) return { viewer: this.session.viewer.id, session: this.session.sessionId, device: null };
    return { viewer: null, session: null, device: this.device };
  }

  get viewerId(): string | null {
    return this.session?.viewer.id ?? null;
  }
}
