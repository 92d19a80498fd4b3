import { useEffect, useRef } from "react";
import { ApiProblem, noAnswer } from "@/lib/api/problem";
import { measurePicture } from "@/lib/upload/check";
import { processFile } from "@/lib/upload/process";
import { sendFile } from "@/lib/upload/send";
import { askForTicket, isUsable } from "@/lib/upload/ticket";
import { editOf } from "../geometry";
import type { Aspect, Composition, Item } from "../model";
import type { Dispatch } from "./use-composition";

const AT_ONCE = 2;

type Busy = "sending" | "processing";

interface Work {
  kind: Busy;
  controller: AbortController;
}

/**
 * Sends every file as soon as it is there, and has it processed once its framing is settled; two at a time.
 * Work on a picture that was taken out, or framed anew, is stopped.
 */
export function useUploads({ items, step, aspect }: Composition, dispatch: Dispatch): void {
  const running = useRef(new Map<string, Work>());

  useEffect(() => {
    const work = running.current;
    stopNeedless(work, items);
    for (const item of items) {
      const kind = nextWork(item, step);
      if (!kind || work.size >= AT_ONCE || work.has(item.id)) continue;
      const controller = new AbortController();
      work.set(item.id, { kind, controller });
      if (kind === "sending") void sendItem(item, dispatch, controller.signal);
      else void processItem(item, aspect, dispatch, controller.signal);
    }
  }, [items, step, aspect, dispatch]);

  useEffect(() => {
    const work = running.current;
    return () => {
      for (const { controller } of work.values()) controller.abort();
    };
  }, []);
}

/** Ends work whose picture is gone, or has come into another state than the work is for. */
function stopNeedless(work: Map<string, Work>, items: readonly Item[]): void {
  for (const [id, { kind, controller }] of work) {
    const item = items.find((candidate) => candidate.id === id);
    if (item?.progress.state === kind) continue;
    controller.abort();
    work.delete(id);
  }
}

function nextWork({ progress }: Item, step: Composition["step"]): Busy | null {
  if (progress.state === "waiting") return "sending";
  return progress.state === "sent" && step === "describe" ? "processing" : null;
}

async function sendItem(item: Item, dispatch: Dispatch, signal: AbortSignal): Promise<void> {
  const { id, file } = item;
  const say = speak(id, dispatch, signal);
  say({ state: "sending", part: 0 });
  if (item.size === null)
    dispatch({ type: "changed", id, change: { size: (await measurePicture(item.url)) ?? false } });
  try {
    const resumed = item.ticket !== null && isUsable(item.ticket);
    const ticket = item.ticket && resumed ? item.ticket : await askForTicket(file, "post");
    dispatch({ type: "changed", id, change: { ticket } });
    const onProgress = (part: number) => {
      say({ state: "sending", part });
    };
    await sendFile({ file, ticket, resumed, signal, onProgress });
    say({ state: "sent" });
  } catch (error) {
    say({ state: "failed", problem: problemOf(error) });
  }
}

async function processItem(item: Item, aspect: Aspect, dispatch: Dispatch, signal: AbortSignal): Promise<void> {
  const say = speak(item.id, dispatch, signal);
  if (!item.ticket) return;
  say({ state: "processing" });
  try {
    say({ state: "ready", ...(await processFile(item.ticket, editOf(aspect, item), signal)) });
  } catch (error) {
    say({ state: "failed", problem: problemOf(error) });
  }
}

/** What stopped work would still have to say concerns nobody. */
function speak(id: string, dispatch: Dispatch, signal: AbortSignal) {
  return (progress: Item["progress"]) => {
    if (!signal.aborted) dispatch({ type: "progress", id, progress });
  };
}

const problemOf = (error: unknown): ApiProblem => (error instanceof ApiProblem ? error : noAnswer("network"));
