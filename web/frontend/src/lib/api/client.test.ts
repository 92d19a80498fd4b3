import { beforeEach, expect, test, vi } from "vitest";
import { answer, answerWith, refusal } from "../../../testing/answers";
import { currentToken, receiveToken } from "./causal";
import { request, whenUnauthenticated } from "./client";
import { ApiProblem } from "./problem";
import { staleStore } from "./stale";

const SIGNATURE = "A".repeat(16);
const position = (lsn: number) => `c.1.${lsn}.${SIGNATURE}`;
const event = (id: number, codes: string) => `e.${id}.${codes}.${SIGNATURE}`;

beforeEach(() => {
  localStorage.clear();
  staleStore.set(false);
});

test("what one answer has shown is sent along with the next request", async () => {
  const calls = answerWith(() => answer({}, { "x-causal": position(70) }));
  await request("/feed/following");
  await request("/feed/following");
  expect(calls[1]?.headers.get("x-causal")).toContain(position(70));
});

test("an answer that was overtaken does not turn time back", () => {
  receiveToken(position(90));
  receiveToken(position(80));
  expect(currentToken()).toContain(position(90));
});

test("another tab's token counts as well", () => {
  receiveToken(position(100));
  localStorage.setItem("mockstagram.causal", `${position(120)};${event(7, "h")}`);
  expect(currentToken()).toContain(position(120));
  expect(currentToken()).toContain(event(7, "h"));
});

test("an event that is applied everywhere is let go", () => {
  receiveToken(`${position(130)};${event(8, "hc")}`);
  receiveToken("", "8.");
  expect(currentToken()).not.toContain("e.8.");
});

test("a refusal carries the code of its problem", async () => {
  answerWith(() => refusal(404, "post_not_found"));
  await expect(request("/posts/a")).rejects.toMatchObject({ code: "post_not_found", status: 404 });
});

test("no answer at all is a problem of its own", async () => {
  answerWith(() => Promise.reject(new TypeError("Failed to fetch")));
  const failed = request("/posts/a");
  await expect(failed).rejects.toBeInstanceOf(ApiProblem);
  await expect(failed).rejects.toMatchObject({ code: "network", transient: true });
});

test("an answer from something in between is told from ours", async () => {
  answerWith(() => new Response("<html>", { status: 502 }));
  await expect(request("/posts/a")).rejects.toMatchObject({ code: "unavailable", status: 502 });
});

test("an answer that may be behind is marked until the next one is not", async () => {
  answerWith(({ path }) => answer({}, path.endsWith("a") ? { "x-stale": "1" } : {}));
  await request("/posts/a");
  expect(staleStore.get()).toBe(true);
  await request("/posts/b");
  expect(staleStore.get()).toBe(false);
});

test("the end of a session is noticed", async () => {
  const noticed = vi.fn();
  whenUnauthenticated(noticed);
  answerWith(() => refusal(401, "unauthenticated"));
  await expect(request("/sessions")).rejects.toMatchObject({ status: 401 });
  expect(noticed).toHaveBeenCalledOnce();
});
