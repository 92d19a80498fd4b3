import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

interface PickedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A file for the composer: a photograph where a folder of them is given, else a small drawn PNG. */
export function drawnPicture(index: number): PickedFile {
  const folder = process.env.PICTURES;
  if (folder) {
    const name = `${String(index).padStart(2, "0")}.jpg`;
    return { name, mimeType: "image/jpeg", buffer: readFileSync(join(folder, name)) };
  }
  return { name: `drawn-${index}.png`, mimeType: "image/png", buffer: png(120, 150, index) };
}

function png(width: number, height: number, seed: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (1 + width * 3) + 1 + x * 3;
      rows.set([(x + seed * 60) % 256, (y * 2) % 256, (seed * 90) % 256], at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
