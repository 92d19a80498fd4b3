import { createPrivateKey, sign, type KeyObject } from "node:crypto";

const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");
const LIFETIME_S = 60;
const REUSE_MS = 30_000;
const KEPT = 20_000;

export interface CallerClaims {
  viewer: string | null;
  session: string | null;
  device: string | null;
}

/** Makes the tokens that tell services who calls and for whom (docs/protocols.md, section 2). */
export class CallerTokens {
  private readonly key: KeyObject;
  private readonly header: string;
  private readonly made = new Map<string, { token: string; until: number }>();

  constructor(
    private readonly issuer: string,
    privateKey: string,
    private readonly now: () => number = Date.now,
  ) {
    const der = Buffer.concat([PKCS8_ED25519, Buffer.from(privateKey, "base64")]);
    this.key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    this.header = encode({ alg: "EdDSA", typ: "JWT", kid: issuer });
  }

  /** A token for these claims, made at most once in 30 seconds. */
  token(claims: CallerClaims): string {
    const key = `${claims.viewer ?? ""}/${claims.session ?? ""}/${claims.device ?? ""}`;
    const now = this.now();
    const known = this.made.get(key);
    if (known && known.until > now) return known.token;
    const token = this.make(claims, Math.floor(now / 1000));
    if (this.made.size >= KEPT) this.made.clear();
    this.made.set(key, { token, until: now + REUSE_MS });
    return token;
  }

  private make({ viewer, session, device }: CallerClaims, seconds: number): string {
    const payload = encode({
      iss: this.issuer,
      iat: seconds,
      exp: seconds + LIFETIME_S,
      ...(viewer === null ? {} : { sub: viewer }),
      ...(session === null ? {} : { sid: session }),
      ...(device === null ? {} : { device }),
    });
    const text = `${this.header}.${payload}`;
    return `${text}.${sign(null, Buffer.from(text), this.key).toString("base64url")}`;
  }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
