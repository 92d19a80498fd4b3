import { randomInt } from "node:crypto";

const EPOCH_MS = BigInt(Date.UTC(2024, 0, 1));
const NODES = 1_024;
const SEQUENCES = 4_096n;

/** 64-bit ids, ordered by time: 41 bits of milliseconds, 10 bits of node, 12 bits of sequence. */
export function createIds(node: number, now: () => number = Date.now): () => string {
  let last = 0n;
  let sequence = BigInt(randomInt(Number(SEQUENCES)));
  return () => {
    sequence = (sequence + 1n) % SEQUENCES;
    const time = BigInt(now()) - EPOCH_MS;
    last = time > last ? time : last + (sequence === 0n ? 1n : 0n);
    return String((last << 22n) | (BigInt(node % NODES) << 12n) | sequence);
  };
}
