import { createHash } from "node:crypto";
import type { Position } from "../causal/scope.ts";
import type { Services } from "../clients/services.ts";
import { readCurrentSession } from "../clients/user.ts";
import type { RequestScope } from "../http/scope.ts";
import type { UserViewer } from "../model/user.ts";
import { Problem } from "../problems.ts";
import { BoundedMap } from "../bounded-map.ts";

export interface KnownSession {
  sessionId: string;
  viewer: UserViewer;
}

interface Held {
  session: KnownSession | null;
  /** When it was asked, and what the asker had seen: somebody who has seen more asks again. */
  at: number;
  position: Position | null;
}

const HOLD_MS = 30_000;
const HOLD_UNLINKED_MS = 1_000;
const KEPT = 50_000;

export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** Which sessions exist: asked of this region's user service, held for a short while, dropped when revoked. */
export class Sessions {
  private readonly held = new BoundedMap<string, Held>(KEPT);
  private readonly hashes = new BoundedMap<string, string>(KEPT);
  private readonly seenDue = new Set<string>();
  private readonly revoked = new BoundedMap<string, true>(KEPT);

  constructor(
    private readonly services: Services,
    private readonly revocationsArrive: () => boolean,
    private readonly now: () => number = Date.now,
  ) {}

  /** The session of a cookie's token, or null when there is none. Throws Problem when nobody can tell. */
  async find(scope: RequestScope, token: string): Promise<KnownSession | null> {
    const hash = hashToken(token);
    const held = this.held.get(hash);
    if (held && this.isFresh(held, scope)) return held.session;
    return this.ask(scope, hash);
  }

  /** Asks again, whatever is held. */
  async ask(scope: RequestScope, hash: string): Promise<KnownSession | null> {
    const found = await this.lookUp(scope, hash);
    const session = found && !this.revoked.has(found.sessionId) ? found : null;
    if (found?.seenDue) this.seenDue.add(found.sessionId);
    this.hold(hash, session, scope.causal.stale ? null : scope.causal.position);
    return session;
  }

  /** A session that has just been opened, or whose viewer has just changed. */
  hold(hash: string, session: KnownSession | null, position: Position | null): void {
    this.held.set(hash, { session, at: this.now(), position });
    if (session) this.hashes.set(session.sessionId, hash);
  }

  /** Ends sessions here at once; a lagging replica cannot bring them back. */
  revoke(sessionIds: readonly string[]): void {
    for (const id of sessionIds) {
      this.revoked.set(id, true);
      const hash = this.hashes.get(id);
      if (hash) this.held.delete(hash);
    }
  }

  /** Whether the user service wants to hear that this session is in use; said once for each time it asks. */
  takeSeenDue(sessionId: string): boolean {
    return this.seenDue.delete(sessionId);
  }

  /** Asks anew for everybody, as after a time in which revocations may have been missed. */
  forget(): void {
    this.held.clear();
  }

  private isFresh(held: Held, scope: RequestScope): boolean {
    const hold = this.revocationsArrive() ? HOLD_MS : HOLD_UNLINKED_MS;
    return this.now() - held.at < hold && !scope.causal.isBeyond(held.position);
  }

  private async lookUp(scope: RequestScope, hash: string) {
    const local = await orAbsent(readCurrentSession(this.services, scope, hash, "here"));
    // A session that this replica does not know yet may exist: only the primary region may say that it does not.
    return local ?? (await orAbsent(readCurrentSession(this.services, scope, hash, "primary")));
  }
}

async function orAbsent<Value>(value: Promise<Value>): Promise<Value | null> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}
