import type { ProcessUpload, UploadState } from "@mockstagram/shared/api/media";
import { ApiProblem, noAnswer, problemOf } from "../api/problem";
import type { Ticket } from "./ticket";

const WAIT_S = 15;
const DEADLINE_MS = 120_000;
const RETRY_DELAYS_MS = [500, 2_000, 5_000];

/** A picture that can be published, and what became of it. */
export interface Processed extends Pick<UploadState, "source" | "renditions"> {
  receipt: string;
}

/** Has the renditions of a sent file made. */
export async function processFile(ticket: Ticket, edit: ProcessUpload, signal: AbortSignal): Promise<Processed> {
  const deadline = Date.now() + DEADLINE_MS;
  let state = await call(ticket, "/process", { method: "POST", body: JSON.stringify(edit), signal });
  while (state.state === "processing") {
    if (Date.now() > deadline) throw noAnswer("timeout");
    state = await call(ticket, `?wait=${WAIT_S}`, { signal });
  }
  const { receipt, source, renditions } = state;
  if (receipt) return { receipt, source, renditions };
  throw refusal(state);
}

async function call(ticket: Ticket, suffix: string, init: RequestInit): Promise<UploadState> {
  const headers = { "upload-ticket": ticket.ticket, ...(init.body && { "content-type": "application/json" }) };
  const url = `${ticket.upload_url}/${ticket.media_id}${suffix}`;
  const response = await reach(url, { ...init, headers });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as UploadState;
}

/** Asks again when the connection broke, as sending does: asking twice changes nothing. */
async function reach(url: string, init: RequestInit, delays: readonly number[] = RETRY_DELAYS_MS): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    const [delay, ...later] = delays;
    if (delay === undefined) throw noAnswer("network");
    await new Promise((resolve) => setTimeout(resolve, delay));
    return reach(url, init, later);
  }
}

function refusal({ reason }: UploadState): ApiProblem {
  const { code, detail } = reason ?? { code: "damaged", detail: "" };
  const status = code === "store_unavailable" ? 503 : 400;
  return new ApiProblem({ type: "about:blank", title: code, status, code, detail });
}
