import fastifyStatic from "@fastify/static";
import type { App } from "../route.ts";

const FOREVER = "public, max-age=31536000, immutable";
const HASHED = "/assets/";

/** The files of the frontend's build: hashed names for ever, the others (service worker, icons) checked every time. */
export async function serveStaticFiles(app: App, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    index: false,
    globIgnore: ["shell.html", ".vite/**", "**/*.br", "**/*.gz", "**/*.map"],
    setHeaders: (response, path) => {
      response.header("cache-control", path.includes(HASHED) ? FOREVER : "no-cache");
    },
  });
}
