import { API } from "@mockstagram/shared/paths";
import { currentToken, receiveToken } from "./causal";
import { noAnswer, problemOf, type ApiProblem } from "./problem";
import { staleStore } from "./stale";

type Query = Readonly<Record<string, string | number | null | undefined>>;

interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  query?: Query;
  body?: unknown;
  /** Idempotency key: one per act of the person, the same one when it is tried again. */
  key?: string;
  signal?: AbortSignal;
}

const DEADLINE_MS = 15_000;

let onUnauthenticated: () => void = () => undefined;

/** Called when an answer says that nobody is logged in any more. */
export function whenUnauthenticated(act: () => void): void {
  onUnauthenticated = act;
}

/** Calls the public API; throws `ApiProblem` for every answer that is not 2xx and when there is none. */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await send(path, options);
  const { headers } = response;
  receiveToken(headers.get("x-causal") ?? "", headers.get("x-causal-applied") ?? "");
  if (!response.ok) throw await refusal(response);
  if (!options.method || options.method === "GET") staleStore.set(headers.get("x-stale") === "1");
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

async function refusal(response: Response): Promise<ApiProblem> {
  const problem = await problemOf(response);
  if (problem.code === "unauthenticated") onUnauthenticated();
  return problem;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
  try {
    return await fetch(API + path + search(options.query), {
      method: options.method ?? "GET",
      headers: headersOf(options),
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal,
      credentials: "same-origin",
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw noAnswer(deadline.aborted ? "timeout" : "network");
  }
}

function headersOf(options: RequestOptions): Headers {
  const headers = new Headers({ accept: "application/json" });
  const token = currentToken();
  if (token) headers.set("x-causal", token);
  if (options.key) headers.set("idempotency-key", options.key);
  if (options.body !== undefined) headers.set("content-type", "application/json");
  return headers;
}

function search(query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  );
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : "";
}
