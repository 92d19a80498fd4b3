// Makes .br and .gz beside every text file of the frontend's build, so that serving it costs no CPU.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = join(import.meta.dirname, "frontend/dist");
const TEXT = /\.(js|css|svg|json|webmanifest|txt)$/;
const SMALLEST = 1_024;

const files = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((file) => TEXT.test(file));
for (const file of files) {
  const path = join(DIST, file);
  const content = readFileSync(path);
  if (content.length < SMALLEST || file.startsWith(".vite")) continue;
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
