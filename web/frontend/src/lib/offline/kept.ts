import type { PostPage } from "@mockstagram/shared/api/posts";
import type { Bootstrap } from "@mockstagram/shared/bootstrap";
import { matchPage } from "@mockstagram/shared/paths";
import { hashKey, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { keys } from "../query";
import { sessionStore } from "../session";
import { database } from "./database";
import { keepFor, keptFor } from "./owner";

const FEED = hashKey(keys.feed);
const KEPT_MS = 3 * 24 * 3_600_000;

/** Keeps who is logged in and the top of the home feed, now and whenever the feed is read again. */
export async function keepFeed(client: QueryClient): Promise<void> {
  await store(client);
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type === "updated" && query.queryHash === FEED) void store(client);
  });
}

async function store(client: QueryClient): Promise<void> {
  const session = sessionStore.get();
  const { viewer } = session;
  const [feed] = client.getQueryData<InfiniteData<PostPage>>(keys.feed)?.pages ?? [];
  if (!viewer || !feed) return;
  keepFor(viewer);
  const db = await database();
  // The address is of no use without a connection.
  const kept = { session: { ...session, viewer: { ...viewer, email: "" } }, feed, at: Date.now() };
  await db.put("kept", kept, viewer.id);
}

/** What a page without a connection starts with, or null when nothing was kept here lately. */
export async function readKept(pathname: string): Promise<Bootstrap | null> {
  const owner = keptFor();
  if (owner === null) return null;
  const kept = await (await database()).get("kept", owner);
  if (!kept || Date.now() - kept.at > KEPT_MS) return null;
  const { name, params } = matchPage(pathname);
  const data = name === "home" ? ({ feed: kept.feed } as Bootstrap["data"]) : null;
  return { session: kept.session, causal: "", route: { name, params }, data, problem: null, stale: false };
}
