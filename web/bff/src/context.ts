import type { FastifyBaseLogger } from "fastify";
import { CallerTokens } from "./auth/caller-tokens.ts";
import { Secrets } from "./auth/secrets.ts";
import { Sessions, type KnownSession } from "./auth/sessions.ts";
import { CausalCodec } from "./causal/codec.ts";
import { CausalScope } from "./causal/scope.ts";
import { PrimaryLink } from "./clients/link.ts";
import { probePrimary } from "./clients/probe.ts";
import { Services } from "./clients/services.ts";
import { SERVICES, type Config } from "./config.ts";
import { FloodCounts } from "./http/flood-counts.ts";
import { RequestScope } from "./http/scope.ts";
import { Sites } from "./http/site.ts";
import { traceFrom } from "./http/trace.ts";
import { BodyCache } from "./hydration/bodies.ts";
import type { AccountBody, PostBody } from "./model/views.ts";
import { EventLink } from "./realtime/event-link.ts";
import { Hub } from "./realtime/hub.ts";
import { recordLink } from "./telemetry/metrics.ts";
import { AccountPresenter } from "./views/accounts.ts";
import { MediaSigner } from "./views/media.ts";
import { PostPresenter } from "./views/posts.ts";
import { readShell, type Shell } from "./views/shell.ts";

const POSTS_KEPT = 20_000;
const ACCOUNTS_KEPT = 20_000;

/** Everything one BFF process holds; routes get it, tests build it. */
export class Context {
  readonly codec: CausalCodec;
  readonly sites: Sites;
  readonly secrets: Secrets;
  readonly signer: MediaSigner;
  readonly link: PrimaryLink;
  readonly services: Services;
  readonly sessions: Sessions;
  readonly events: EventLink;
  readonly hub: Hub;
  readonly floods: FloodCounts;
  readonly shell: Shell;
  readonly bodies = { posts: new BodyCache<PostBody>(POSTS_KEPT), accounts: new BodyCache<AccountBody>(ACCOUNTS_KEPT) };

  constructor(
    readonly config: Config,
    readonly log: FastifyBaseLogger,
  ) {
    this.codec = new CausalCodec(config.causalKey, SERVICES.map((name) => config.codes[name] ?? "").join(""));
    this.sites = new Sites(config);
    this.secrets = new Secrets(config);
    this.signer = new MediaSigner(config.mediaUrlKey);
    this.link = new PrimaryLink(probePrimary(config.probeUrl), (cut) => {
      recordLink(cut);
      log.warn({ cut }, cut ? "primary region cannot be reached" : "primary region is reached again");
    });
    this.services = new Services(config, new CallerTokens(config.issuer, config.issuerKey), this.link);
    this.events = new EventLink(config, log);
    this.sessions = new Sessions(this.services, () => this.events.isSettled);
    this.hub = new Hub(this);
    this.floods = new FloodCounts(config.valkeyUrl, log);
    this.shell = readShell(config.staticDir);
  }

  start(): void {
    this.link.start();
    this.hub.start();
    this.events.start();
  }

  async close(): Promise<void> {
    this.link.stop();
    this.floods.close();
    await Promise.allSettled([this.events.close(), this.services.close()]);
  }

  presenters(scope: RequestScope): { accounts: AccountPresenter; posts: PostPresenter } {
    const base = this.signer.base(scope.site.cdn);
    return { accounts: new AccountPresenter(this.signer, base), posts: new PostPresenter(this.signer, base) };
  }

  /** A scope for work beside a request, or without one: nothing of it reaches the browser. */
  backgroundScope(session: KnownSession | null = null, trace = traceFrom(undefined)): RequestScope {
    const scope = new RequestScope(new CausalScope(this.codec, ""), trace, this.sites.of(undefined, false));
    scope.session = session;
    return scope;
  }
}
