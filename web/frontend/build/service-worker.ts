import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { minify, transformWithOxc, type Plugin, type Rolldown } from "vite";

type Bundle = Rolldown.OutputBundle;

/** What the offline page is made of: the frame, its first page, and the texts of both languages. */
const NEEDED = [
  "src/main.tsx",
  "src/app/shell.tsx",
  "src/app/pages/home.tsx",
  "src/lib/offline/kept.ts",
  "src/lib/offline/queue.ts",
];
const TEXTS = /src\/i18n\/(en|ko)(\.json|\?entrance)$/;

/** Puts `sw.js` into the build: worker/sw.ts, which knows the files of the build. */
export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const page = (await readFile("shell.html", "utf8")).replace("{{assets}}", entryTags(bundle));
        const needed = filesNeeded(bundle);
        const all = Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file));
        const build = { needed, others: all.filter((file) => !needed.includes(file)), page };
        const addresses = { ...build, needed: needed.map(addressOf), others: build.others.map(addressOf) };
        const id = createHash("sha256").update(JSON.stringify(addresses)).digest("hex").slice(0, 12);
        const { code } = await transformWithOxc(await readFile("worker/sw.ts", "utf8"), "sw.ts");
        const source = `const BUILD = ${JSON.stringify({ id, ...addresses })};\n${code}`;
        this.emitFile({ type: "asset", fileName: "sw.js", source: (await minify("sw.js", source)).code });
      },
    },
  };
}

const addressOf = (file: string) => `/${file}`;

const chunksOf = (bundle: Bundle) => Object.values(bundle).filter((output) => output.type === "chunk");

function entryTags(bundle: Bundle): string {
  const entry = chunksOf(bundle).find((chunk) => chunk.isEntry);
  if (!entry) throw new Error("the build has no entry");
  const files = withImports(bundle, entry.fileName);
  const styles = files.filter((file) => file.endsWith(".css")).map(addressOf);
  return [
    ...styles.map((file) => `<link rel="stylesheet" href="${file}" />`),
    `<script type="module" src="${addressOf(entry.fileName)}"></script>`,
  ].join("");
}

function filesNeeded(bundle: Bundle): string[] {
  const chunks = chunksOf(bundle).filter(({ facadeModuleId: id }) => {
    return id !== null && (TEXTS.test(id) || NEEDED.some((source) => id.endsWith(source)));
  });
  if (chunks.length !== NEEDED.length + 4) throw new Error("the offline page lacks parts, see NEEDED");
  return [...new Set(chunks.flatMap((chunk) => withImports(bundle, chunk.fileName)))];
}

/** The file itself, what it imports, and the style sheets of all of them. */
function withImports(bundle: Bundle, file: string, seen = new Set<string>()): string[] {
  const chunk = bundle[file];
  if (chunk?.type === "chunk" && !seen.has(file)) {
    seen.add(file);
    for (const name of chunk.imports) withImports(bundle, name, seen);
    for (const name of stylesOf(chunk)) seen.add(name);
  }
  return [...seen];
}

const stylesOf = (chunk: Rolldown.OutputChunk) => chunk.viteMetadata?.importedCss ?? [];
