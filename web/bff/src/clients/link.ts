const PROBE_EVERY_MS = 250;
const SILENCE_MS = 1_100;
const OWN_STALL_MS = 200;
const CHECK_EVERY_MS = 50;

/**
 * What is known of the link to the primary region: open (the breaker is open, nothing is sent) after a silence.
 * Any answer proves the link alive; it needs no failed request of a user to notice a cut.
 */
export class LinkState {
  private lastHeard: number;
  private lastCheck: number;
  private cut = false;

  constructor(
    now: number,
    private readonly changed: (cut: boolean) => void = () => undefined,
  ) {
    this.lastHeard = now;
    this.lastCheck = now;
  }

  get isCut(): boolean {
    return this.cut;
  }

  heard(now: number): void {
    this.lastHeard = Math.max(this.lastHeard, now);
    this.set(false);
  }

  /** Called regularly. Time in which this process itself stood still is no silence of the other side. */
  check(now: number): void {
    const late = now - this.lastCheck - CHECK_EVERY_MS;
    this.lastCheck = now;
    if (late > OWN_STALL_MS) this.lastHeard = Math.min(now, this.lastHeard + late);
    if (now - this.lastHeard > SILENCE_MS) this.set(true);
  }

  private set(cut: boolean): void {
    if (cut === this.cut) return;
    this.cut = cut;
    this.changed(cut);
  }
}

/** The breaker of the primary: probes in the background, ends what is under way when the link is cut. */
export class PrimaryLink {
  private readonly state: LinkState;
  private readonly timers: NodeJS.Timeout[] = [];
  private current = new AbortController();

  constructor(
    private readonly probe: () => Promise<unknown>,
    private readonly onChange: (cut: boolean) => void = () => undefined,
  ) {
    this.state = new LinkState(performance.now(), (cut) => this.changed(cut));
  }

  get isCut(): boolean {
    return this.state.isCut;
  }

  /** Fires when the link is found cut. */
  get signal(): AbortSignal {
    return this.current.signal;
  }

  start(): void {
    this.ask();
    this.timers.push(setInterval(() => this.ask(), PROBE_EVERY_MS));
    this.timers.push(setInterval(() => this.state.check(performance.now()), CHECK_EVERY_MS));
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  heard(): void {
    this.state.heard(performance.now());
  }

  private ask(): void {
    this.probe().then(
      () => this.heard(),
      () => undefined,
    );
  }

  private changed(cut: boolean): void {
    if (cut) this.current.abort();
    else this.current = new AbortController();
    this.onChange(cut);
  }
}
