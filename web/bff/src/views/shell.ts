import { readFileSync } from "node:fs";
import { join } from "node:path";

interface ManifestChunk {
  file: string;
  css?: string[];
  imports?: string[];
  isEntry?: boolean;
}

type Manifest = Readonly<Record<string, ManifestChunk>>;

/** What the markers of the frontend's shell.html are replaced with. */
interface ShellParts {
  lang: string;
  theme: string;
  nonce: string;
  head: string;
  assets: string;
  bootstrap: string;
}

/** The page template that the frontend's build made, and the files that its routes need. */
export interface Shell {
  render(parts: ShellParts): string;
  /** Script, style sheets and preloads for a page whose own code is in these lazy chunks. */
  assets(sources: readonly string[]): string;
}

const ENTRY = "src/main.tsx";

export function readShell(directory: string): Shell {
  const template = readFileSync(join(directory, "shell.html"), "utf8");
  const manifest = JSON.parse(readFileSync(join(directory, ".vite/manifest.json"), "utf8")) as Manifest;
  return createShell(template, manifest);
}

function createShell(template: string, manifest: Manifest): Shell {
  const pieces = template.split(/\{\{(lang|theme|nonce|head|assets|bootstrap)\}\}/);
  const made = new Map<string, string>();
  return {
    render: (parts) =>
      pieces.map((piece, index) => (index % 2 === 0 ? piece : parts[piece as keyof ShellParts])).join(""),
    assets: (sources) => {
      const key = sources.join();
      let assets = made.get(key);
      if (assets === undefined) made.set(key, (assets = assetTags(manifest, sources)));
      return assets;
    },
  };
}

function assetTags(manifest: Manifest, sources: readonly string[]): string {
  const entry = manifest[ENTRY];
  const chunks = reachable(manifest, [ENTRY, ...sources]);
  const styles = new Set(chunks.flatMap((chunk) => chunk.css ?? []));
  const scripts = new Set(chunks.filter((chunk) => chunk !== entry).map((chunk) => chunk.file));
  return [
    ...[...styles].map((file) => `<link rel="stylesheet" href="/${file}" />`),
    ...(entry ? [`<script type="module" src="/${entry.file}"></script>`] : []),
    ...[...scripts].map((file) => `<link rel="modulepreload" href="/${file}" />`),
  ].join("");
}

function reachable(manifest: Manifest, sources: readonly string[]): ManifestChunk[] {
  const seen = new Set<string>();
  const visit = (source: string): void => {
    if (seen.has(source) || !manifest[source]) return;
    seen.add(source);
    manifest[source].imports?.forEach(visit);
  };
  sources.forEach(visit);
  return [...seen].flatMap((source) => manifest[source] ?? []);
}
