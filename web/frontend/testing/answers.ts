import { vi } from "vitest";

export interface Call {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

type Give = (call: Call) => Response | Promise<Response>;

/** Puts canned answers in the place of the network; returns the calls that were made. */
export function answerWith(give: Give): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : null;
    const call = { method: init.method ?? "GET", path, headers: new Headers(init.headers), body };
    calls.push(call);
    return give(call);
  });
  return calls;
}

export const answer = (body: unknown, headers: Record<string, string> = {}) => Response.json(body, { headers });

export const refusal = (status: number, code: string) =>
  Response.json({ type: "about:blank", title: code, status, code }, { status });
