import { createHmac, randomBytes } from "node:crypto";
import { isIPv6 } from "node:net";

/** Keys and tokens that the BFF makes itself, derived from the keys it was given. */
export class Secrets {
  private readonly sessionKey: Buffer;
  private readonly addressKey: Buffer;

  constructor(keys: { issuerKey: string; causalKey: string }) {
    this.sessionKey = derive(keys.issuerKey, "session-token");
    this.addressKey = derive(keys.causalKey, "client-address");
  }

  /**
   * The session token of one attempt to log in or sign up. With an idempotency key its repetition, by the same browser
   * with the same credentials, makes the same token, so that a lost answer can be asked for again.
   */
  sessionToken(attempt: { device: string; idempotencyKey: string | null; credentials: readonly string[] }): string {
    if (attempt.idempotencyKey === null) return randomBytes(32).toString("base64url");
    const text = JSON.stringify([attempt.device, attempt.idempotencyKey, ...attempt.credentials]);
    return createHmac("sha256", this.sessionKey).update(text).digest("base64url");
  }

  /** The same in every edge; an IPv6 address counts with its /64. */
  addressHash(address: string): string {
    return createHmac("sha256", this.addressKey).update(networkOf(address)).digest("base64url").slice(0, 32);
  }
}

export const newDevice = () => randomBytes(16).toString("base64url");

/** An address as limits count it. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  return isIPv6(plain) ? expand(plain).slice(0, 4).join(":") : plain;
}

function expand(address: string): string[] {
  const [head = "", tail = ""] = address.split("::");
  const [front, back] = [head, tail].map((part) => (part === "" ? [] : part.split(":"))) as [string[], string[]];
  const gap = Math.max(0, 8 - front.length - back.length);
  const groups = address.includes("::") ? [...front, ...new Array<string>(gap).fill("0"), ...back] : front;
  return groups.map((group) => group.replace(/^0+(?=.)/, "").toLowerCase());
}

const derive = (key: string, name: string) => createHmac("sha256", key).update(name).digest();
