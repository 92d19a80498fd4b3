import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { goTo } from "@/lib/session";
import { answer, answerWith, refusal } from "../../../testing/answers";
import { viewer } from "../../../testing/fixtures";
import { renderPart } from "../../../testing/render";
import { LogInPage } from "./components/log-in-page";

vi.mock(import("@/lib/session"), { spy: true });

beforeEach(() => {
  vi.mocked(goTo).mockReset().mockReturnValue(undefined);
});

const APP = "Code of your authenticator app";

/** Gives name and password, and answers what the server is asked: first for these, then for codes. */
async function enter(...answers: (() => Response)[]) {
  const left = [() => refusal(403, "totp_required"), ...answers];
  const calls = answerWith(() => Promise.resolve(left.shift()?.() ?? refusal(500, "unavailable")));
  await renderPart(<LogInPage />);
  await userEvent.type(screen.getByLabelText("Username or e-mail"), " alice ");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
  await screen.findByLabelText(APP);
  return calls;
}

const submit = () => userEvent.click(screen.getByRole("button", { name: "Log in" }));
const entered = () => answer({ viewer });

test("a code is asked for in a step of its own, and sent with what was given before", async () => {
  const calls = await enter(entered);
  expect(screen.queryByRole("alert")?.textContent).toBe("");
  expect(document.activeElement).toBe(screen.getByLabelText(APP));
  await userEvent.keyboard("123 456{Enter}");
  await waitFor(() => {
    expect(goTo).toHaveBeenCalledWith("/");
  });
  expect(calls[0]?.body).toEqual({ identifier: "alice", password: "correct horse" });
  expect(calls[1]?.body).toEqual({ identifier: "alice", password: "correct horse", code: "123456" });
});

test("what is no code is not sent", async () => {
  const calls = await enter();
  await userEvent.type(screen.getByLabelText(APP), "12345");
  await submit();
  expect(await screen.findByText(/^Six digits of the app, or/)).toBeTruthy();
  expect(calls).toHaveLength(1);
});

test("a wrong code is said at the field, and a recovery code does instead", async () => {
  const calls = await enter(() => refusal(400, "totp_wrong"), entered);
  await userEvent.type(screen.getByLabelText(APP), "123456");
  await submit();
  expect(await screen.findByText("This code is not right, or was used already.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Use a recovery code instead" }));
  const field = screen.getByLabelText("Recovery code");
  await userEvent.clear(field);
  await userEvent.type(field, "ABCDE-fghij");
  await submit();
  await waitFor(() => {
    expect(goTo).toHaveBeenCalled();
  });
  expect(calls[2]?.body).toMatchObject({ code: "ABCDEfghij" });
});

test("the same code sent again is the same log-in, because the first answer may be lost", async () => {
  const calls = await enter(() => refusal(503, "primary_unreachable"), entered);
  await userEvent.type(screen.getByLabelText(APP), "123456");
  await submit();
  await screen.findByText(/kept|later|reach/i);
  await submit();
  await waitFor(() => {
    expect(goTo).toHaveBeenCalled();
  });
  const keys = calls.slice(1).map(({ headers }) => headers.get("idempotency-key"));
  expect(keys[0]).toMatch(/^.{22}$/);
  expect(keys[1]).toBe(keys[0]);
});

test("one can go back", async () => {
  await enter();
  await userEvent.click(screen.getByRole("button", { name: "Back" }));
  expect(screen.getByLabelText("Password")).toBeTruthy();
});
