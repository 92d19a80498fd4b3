import { createHmac, timingSafeEqual } from "node:crypto";
import { parseToken, type CausalToken } from "@mockstagram/shared/causal";

const SIGNATURE_BYTES = 12;
const SIGNATURE_LENGTH = 16;

/** Signs the parts of a causal token, and drops parts that somebody else made up. */
export class CausalCodec {
  constructor(
    private readonly key: string,
    private readonly readable: string,
  ) {}

  /** Those of the services' letters that are ever read from here: nobody waits for the others. */
  awaited(codes: string): string {
    return [...codes].filter((code) => this.readable.includes(code)).join("");
  }

  /** What of `text` is ours. Everything else counts as absent. */
  read(text: string): CausalToken {
    const token = parseToken(text);
    return {
      position: token.position && this.isOurs(token.position.text) ? token.position : null,
      events: token.events.filter((event) => this.isOurs(event.text)),
    };
  }

  position(epoch: string, lsn: string): string {
    return this.signed(`c.${epoch}.${lsn}`);
  }

  event(id: string, codes: string): string {
    return this.signed(`e.${id}.${codes}`);
  }

  private signed(text: string): string {
    return `${text}.${this.signature(text)}`;
  }

  private signature(text: string): string {
    return createHmac("sha256", this.key).update(text).digest().subarray(0, SIGNATURE_BYTES).toString("base64url");
  }

  private isOurs(part: string): boolean {
    const text = part.slice(0, -SIGNATURE_LENGTH - 1);
    return timingSafeEqual(Buffer.from(part.slice(-SIGNATURE_LENGTH)), Buffer.from(this.signature(text)));
  }
}
