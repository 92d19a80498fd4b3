import type { Problem } from "@mockstagram/shared/errors";
import { request } from "../api/client";
import { ApiProblem, noAnswer } from "../api/problem";
import type { Shown } from "../overlay";
import { sessionStore } from "../session";
import { createStore } from "../store";

/** A request that changes something, without its key. */
export interface Sending {
  method: "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
}

export interface Write extends Sending {
  /** Of one scope only the last wish counts. */
  scope: string;
  /** What it is about, in the person's words: a username, a caption. */
  about: string;
  /** Idempotency key, made when the person acted. */
  key: string;
  /** How it shows until it is sent. */
  shown?: Shown;
}

interface Failed {
  id: number;
  about: string;
  problem: Problem;
}

interface Waiting {
  count: number;
  failed: readonly Failed[];
}

/** What waits in this browser to be sent, and what was refused when it was. */
export const waitingStore = createStore<Waiting>({ count: 0, failed: [] });

/** What a person knows a post by; of an edit that is refused later, nothing that was written is lost. */
export const nameOf = ({ caption, code }: { caption: string; code: string }): string => caption || `/p/${code}`;

/** Sends a write, unless there surely is no connection, or others wait that were meant to be sent before. */
export async function sendNow<Answer>({ method, path, body }: Sending, key: string): Promise<Answer> {
  if (mustWait()) throw noAnswer("network");
  return request<Answer>(path, { method, body, key });
}

export const mustWait = (): boolean => !navigator.onLine || waitingStore.get().count > 0;

/** Whether the same request, with the same key, is as good when it is sent later. */
const canWait = (error: Error): boolean =>
  error instanceof ApiProblem &&
  (error.status === 0 || error.code === "primary_unreachable" || error.problem.outcome === "unknown");

/**
 * Keeps a write that could not be sent until it can be, in this tab or another one.
 * @returns false when it is refused for good, or nothing can be kept here.
 */
export async function sendLater(error: Error, write: Write, done: (answer: unknown) => void): Promise<boolean> {
  const { viewer } = sessionStore.get();
  if (!viewer || !canWait(error)) return false;
  try {
    const { enqueue } = await import("./queue");
    return await enqueue(viewer, write, done);
  } catch {
    return false;
  }
}
