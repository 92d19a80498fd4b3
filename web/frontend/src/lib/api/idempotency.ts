const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** A key for one act of the person; `crypto.randomUUID` is missing on plain http. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(22)), (byte) => ALPHABET[byte % 64]).join("");
}

/** Keeps one key for as long as the same thing is being tried: another body is another act, and so is the next one after success. */
export class ActKey {
  #body: string | null = null;
  #key = "";

  for(body: unknown): string {
    const text = JSON.stringify(body);
    if (text !== this.#body) {
      this.#body = text;
      this.#key = newKey();
    }
    return this.#key;
  }

  done(): void {
    this.#body = null;
  }
}
