import type { Config } from "../config.ts";

/** The name under which a browser came, and what follows from it. */
export interface Site {
  secure: boolean;
  host: string;
  origin: string;
  /** Beginning of every media URL: host of the CDN and the edge. */
  cdn: string;
}

const KEPT = 64;

/** Knows the sites' names; a Host header that is none of them counts as the public one. */
export class Sites {
  private readonly known = new Map<string, Site>();

  constructor(private readonly config: Pick<Config, "publicHost" | "localHost" | "cdnHost" | "region">) {}

  of(hostHeader: string | undefined, secure: boolean): Site {
    const key = `${secure ? "s" : "p"}${hostHeader ?? ""}`;
    const known = this.known.get(key);
    if (known) return known;
    const site = this.make(hostHeader ?? "", secure);
    if (this.known.size < KEPT) this.known.set(key, site);
    return site;
  }

  private make(hostHeader: string, secure: boolean): Site {
    const { publicHost, localHost, cdnHost, region } = this.config;
    const [, name, port = ""] = /^([a-z0-9.-]+)(:\d{1,5})?$/.exec(hostHeader.toLowerCase()) ?? [];
    if (name !== publicHost && name !== localHost) return this.make(publicHost, secure);
    const host = name + port;
    const cdn = (name === localHost ? `image.${localHost}` : cdnHost) + port;
    return { secure, host, origin: `${secure ? "https" : "http"}://${host}`, cdn: `//${cdn}/${region}` };
  }
}
