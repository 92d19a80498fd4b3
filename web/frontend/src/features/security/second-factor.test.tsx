import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { cleanCode, looksLikeCode } from "@/lib/second-code";
import { toast } from "@/lib/toast";
import { answer, answerWith, refusal } from "../../../testing/answers";
import { renderPart } from "../../../testing/render";
import { ENROLMENT, OFF, ON, RECOVERY_CODES } from "../../../testing/second-factor";
import { pathOf } from "./components/qr-code";
import SecondFactorDialog from "./components/second-factor-dialog";

vi.mock(import("@/lib/toast"), { spy: true });

beforeEach(() => {
  vi.mocked(toast).mockReturnValue(undefined);
});

const APP = "Code of your authenticator app";
const password = () => userEvent.type(screen.getByLabelText("Password"), "correct horse");

test("a QR code is a rectangle for each run of dark modules, with light around", () => {
  expect(pathOf(["1101", "0001"])).toBe("M4 4h2v1h-2zM7 4h1v1h-1zM7 5h1v1h-1z");
});

test.each([
  ["123 456", true],
  ["12345", false],
  ["abcde-fghij", true],
  ["ABCDE FGHI7", true],
  ["abcde-fghi1", false],
  ["", false],
])("%j looks like a code: %s", (text, good) => {
  expect(looksLikeCode(text)).toBe(good);
  expect(cleanCode(text)).not.toMatch(/[\s-]/);
});

test("setting it up ends with the recovery codes", async () => {
  const on = vi.fn();
  let state = OFF;
  const calls = answerWith(({ method, path }) => {
    if (method === "GET") return Promise.resolve(answer(state));
    if (!path.endsWith("/confirm")) return Promise.resolve(answer(ENROLMENT));
    state = ON;
    return Promise.resolve(answer(RECOVERY_CODES));
  });
  await renderPart(<SecondFactorDialog onClose={on} />);
  await screen.findByLabelText("Password");
  await password();
  await userEvent.click(screen.getByRole("button", { name: "Set up" }));
  expect(await screen.findByRole("img", { name: /^QR code/ })).toBeTruthy();
  expect(screen.getByText(ENROLMENT.secret)).toBeTruthy();
  expect(screen.getByRole("link", { name: /^Open an app/ }).getAttribute("href")).toBe(ENROLMENT.uri);
  await userEvent.type(screen.getByLabelText(APP), "123 456");
  await userEvent.click(screen.getByRole("button", { name: "Turn on" }));
  for (const code of RECOVERY_CODES.codes) expect(await screen.findByText(code)).toBeTruthy();
  const sent = calls.filter(({ method }) => method === "POST").map(({ body }) => body);
  expect(sent).toEqual([{ password: "correct horse" }, { code: "123456" }]);
  const file = screen.getByRole("link", { name: "Download" });
  expect(decodeURIComponent(file.getAttribute("href") ?? "")).toContain(RECOVERY_CODES.codes.join("\n"));
  expect(on).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "I have kept them" }));
  expect(on).toHaveBeenCalled();
});

test("switching it off takes password and code, and says which of them is wrong", async () => {
  const closed = vi.fn();
  const refusals = ["password_wrong", "totp_wrong"];
  const calls = answerWith(({ method }) => {
    if (method === "GET") return Promise.resolve(answer(ON));
    const code = refusals.shift();
    return Promise.resolve(code ? refusal(400, code) : new Response(null, { status: 204 }));
  });
  await renderPart(<SecondFactorDialog onClose={closed} />);
  await userEvent.click(await screen.findByRole("button", { name: "Turn off" }));
  await password();
  await userEvent.type(screen.getByLabelText(APP), "123456");
  for (const [field, text] of [
    ["Password", "The password is not right."],
    [APP, "This code is not right, or was used already."],
  ] as const) {
    await userEvent.click(screen.getByRole("button", { name: "Turn off" }));
    await screen.findByText(text);
    expect(screen.getByLabelText(field).getAttribute("aria-invalid")).toBe("true");
  }
  await userEvent.click(screen.getByRole("button", { name: "Turn off" }));
  await waitFor(() => {
    expect(closed).toHaveBeenCalled();
  });
  expect(calls.at(-1)?.body ?? calls.at(-2)?.body).toEqual({ password: "correct horse", code: "123456" });
});

test("what cannot be loaded can be asked for again", async () => {
  answerWith(() => Promise.resolve(refusal(503, "unavailable")));
  await renderPart(<SecondFactorDialog onClose={() => undefined} />);
  expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
});
