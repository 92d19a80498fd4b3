import type { Viewer } from "@mockstagram/shared/api/session";
import type { QueryClient } from "@tanstack/react-query";
import { request } from "../api/client";
import { ApiProblem } from "../api/problem";
import { feedChanged } from "../feed-signal";
import { hide, show, type Shown } from "../overlay";
import { keys } from "../query";
import { sessionStore } from "../session";
import type { Entry } from "./database";
import { addEntry, entriesOf, markEntry, removeEntry } from "./entries";
import { keepFor, keptFor, noteWaiting } from "./owner";
import { waitingStore, type Write } from "./waiting";

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;
const NAME = "mockstagram.offline";

/** What this tab does with the answers to its own writes; those of before a reload have the lists read again. */
const effects = new Map<string, (answer: unknown) => void>();
const others = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;

let client: QueryClient | null = null;
let known: Entry[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let wait = FIRST_WAIT_MS;
let last: Promise<unknown> = Promise.resolve();

/** Shows what waits from earlier, and sends it as soon as that is possible. */
export async function startQueue(queries: QueryClient): Promise<void> {
  client = queries;
  others?.addEventListener("message", () => void hear());
  window.addEventListener("online", () => void sendAll());
  await refresh();
  for (const { shown, problem } of known) if (shown && !problem) show(shown);
  if (navigator.onLine) void sendAll();
}

/** @returns false where another account's things are kept: then nothing is. */
export async function enqueue(viewer: Viewer, write: Write, done: (answer: unknown) => void): Promise<boolean> {
  const owner = keptFor();
  if (owner !== null && owner !== viewer.id) return false;
  keepFor(viewer);
  const ordered = known.some(({ problem }) => !problem);
  await addEntry(viewer.id, write);
  effects.set(write.key, done);
  await changed();
  plan(ordered ? 0 : wait);
  return true;
}

/** Sends what waits, one after the other, in one tab at a time. */
export async function sendAll(): Promise<void> {
  clearTimeout(timer);
  const all = await exclusively(async () => {
    for (;;) {
      const next = (await entries()).find(({ problem }) => !problem);
      if (!next) return true;
      if (!(await attempt(next))) return false;
      await changed();
    }
  });
  wait = all ? FIRST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
  if (!all) plan(wait);
}

/** Forgets a refused write, or has it sent once more. */
export async function decide(id: number, again: boolean): Promise<void> {
  const entry = known.find((one) => one.id === id);
  if (!entry) return;
  if (again) {
    await markEntry(entry, null);
    if (entry.shown) show(entry.shown);
  } else await removeEntry(entry);
  await changed();
  if (again) await sendAll();
}

function plan(milliseconds: number): void {
  clearTimeout(timer);
  if (navigator.onLine) timer = setTimeout(() => void sendAll(), milliseconds);
}

/** Web Locks are absent on plain http, where between tabs the key alone sees to it that a write happens once. */
async function exclusively(act: () => Promise<boolean>): Promise<boolean> {
  const { locks } = navigator as { locks?: LockManager | null };
  if (locks) return await locks.request(NAME, act);
  const next = last.then(act);
  last = next.catch(() => undefined);
  return next;
}

const entries = () => entriesOf(sessionStore.get().viewer?.id ?? "");

/** @returns false when it has to wait further. */
async function attempt(entry: Entry): Promise<boolean> {
  const { method, path, body, key } = entry;
  try {
    const answer = await request<unknown>(path, { method, body, key });
    await removeEntry(entry);
    await settle(entry, answer);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (mayPass(error)) return false;
    await refuse(entry, error);
  }
  return true;
}

async function refuse(entry: Entry, { status, problem }: ApiProblem): Promise<void> {
  // What is to be taken away and is not there any more is done.
  if (entry.method === "DELETE" && status === 404) await removeEntry(entry);
  else await markEntry(entry, problem);
  effects.delete(entry.key);
  await renew();
  if (entry.shown) hide(entry.shown);
}

/** The person is not logged in any more, or the same request may succeed later. */
const mayPass = (error: ApiProblem): boolean =>
  error.transient ||
  error.status >= 500 ||
  error.status === 429 ||
  error.code === "unauthenticated" ||
  error.code === "idempotency_running";

async function settle({ key, shown }: Entry, answer: unknown): Promise<void> {
  const effect = effects.get(key);
  effects.delete(key);
  if (effect) effect(answer);
  else await renew();
  if (shown) finish(shown);
}

/** A deleted post stays away: a feed that is being read still holds it. */
function finish(shown: Shown): void {
  if (shown.part !== "deletedPosts") hide(shown);
}

/** Reads again what is shown; the feed is not moved under whoever reads it. */
async function renew(): Promise<void> {
  if (!client) return;
  const [feed] = keys.feed;
  await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== feed });
  feedChanged(client);
}

async function changed(): Promise<void> {
  await refresh();
  others?.postMessage(null);
}

async function refresh(): Promise<void> {
  known = await entries();
  const failed = known.flatMap(({ id, about, problem }) => (problem ? [{ id, about, problem }] : []));
  noteWaiting(known.length > 0);
  waitingStore.set({ count: known.length - failed.length, failed });
}

/** Another tab has added, sent or replaced something. */
async function hear(): Promise<void> {
  const before = known.filter(({ problem }) => !problem);
  await refresh();
  const gone = before.filter(({ id }) => !known.some((one) => one.id === id && !one.problem));
  if (gone.length > 0) await renew();
  for (const { shown, id } of gone) if (shown) (known.some((one) => one.id === id) ? hide : finish)(shown);
  for (const { shown, problem } of known) if (shown && !problem) show(shown);
}
