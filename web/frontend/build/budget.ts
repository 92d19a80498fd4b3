import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
  isDynamicEntry?: boolean;
}

type Manifest = Record<string, Chunk>;

const DIST = "dist";
const KB = 1_000;
const BUDGET = { page: 190 * KB, entrance: 130 * KB, css: 20 * KB, lazy: 60 * KB };
const PAGES = ["home", "post", "profile", "archive", "hashtag", "requests", "settings", "not-found"];
const BARE = ["signup", "reset", "verify"];
const ENTRANCES = ["login"];

const manifest = JSON.parse(readFileSync(join(DIST, ".vite/manifest.json"), "utf8")) as Manifest;
const sizes = new Map<string, number>();
let over = false;

/** Gzipped bytes of a file of the build. */
function size(file: string): number {
  const known = sizes.get(file) ?? gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;
  sizes.set(file, known);
  return known;
}

function textsSize(key: string): number {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the build has no ${key}`);
  return size(chunk.file);
}

function reachable(keys: readonly string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    if (seen.has(key)) continue;
    seen.add(key);
    reachable(manifest[key]?.imports ?? [], seen);
  }
  return seen;
}

function check(name: string, kind: string, bytes: number, budget: number): void {
  const bad = bytes > budget;
  over ||= bad;
  const line = `${name.padEnd(28)} ${kind.padEnd(4)} ${(bytes / KB).toFixed(1).padStart(6)} kB of ${budget / KB} kB`;
  process.stdout.write(bad ? `${line}  OVER\n` : `${line}\n`);
}

/** Pages without the frame come with a part of the texts only. */
function checkRoute(name: string, sources: readonly string[], budget: number, texts = ".json"): void {
  const chunks = [...reachable(["src/main.tsx", ...sources])].flatMap((key) => manifest[key] ?? []);
  const css = new Set(chunks.flatMap((chunk) => chunk.css ?? []));
  const language = Math.max(...["en", "ko"].map((code) => textsSize(`src/i18n/${code}${texts}`)));
  const js = chunks.reduce((sum, chunk) => sum + size(chunk.file), language);
  check(name, "js", js, budget);
  check(
    name,
    "css",
    [...css].reduce((sum, file) => sum + size(file), 0),
    BUDGET.css,
  );
  process.stdout.write(`${"".padEnd(28)} ${chunks.length + 1} scripts, ${css.size} style sheets\n`);
}

for (const page of PAGES) checkRoute(page, ["src/app/shell.tsx", `src/app/pages/${page}.tsx`], BUDGET.page);
for (const page of BARE) checkRoute(page, [`src/app/pages/${page}.tsx`], BUDGET.page, "?entrance");
for (const page of ENTRANCES) checkRoute(page, [`src/app/pages/${page}.tsx`], BUDGET.entrance, "?entrance");
const eager = reachable(["src/main.tsx", "src/app/shell.tsx", ...PAGES.map((page) => `src/app/pages/${page}.tsx`)]);
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.file.endsWith(".js") || eager.has(key)) continue;
  check(key.replace("src/", "").slice(-28), "lazy", size(chunk.file), BUDGET.lazy);
}
process.exitCode = over ? 1 : 0;
