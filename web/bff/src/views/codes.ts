const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = 62n;
const LARGEST = 2n ** 63n - 1n;

/** A post's public code: its id in base 62, as kit/ids.py writes it. */
export function toCode(id: string): string {
  let rest = BigInt(id);
  let code = "";
  do {
    code = (DIGITS[Number(rest % BASE)] ?? "") + code;
    rest /= BASE;
  } while (rest > 0n);
  return code;
}

/** The id of a code, or null when no post can have it. */
export function fromCode(code: string): string | null {
  if (!/^[0-9A-Za-z]{1,11}$/.test(code)) return null;
  let id = 0n;
  for (const digit of code) id = id * BASE + BigInt(DIGITS.indexOf(digit));
  return id > 0n && id <= LARGEST && toCode(String(id)) === code ? String(id) : null;
}
