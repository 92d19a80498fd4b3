import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { typedAt, withName } from "@/lib/suggest";
import { answer, answerWith } from "../../../testing/answers";
import { account } from "../../../testing/fixtures";
import { renderPart } from "../../../testing/render";
import { CaptionField } from "./caption-field";

test.each([
  ["#se", { kind: "hashtag", prefix: "se", start: 0 }],
  ["at the #바", { kind: "hashtag", prefix: "바", start: 7 }],
  ["#one#Tw", { kind: "hashtag", prefix: "tw", start: 4 }],
  ["#2026", { kind: "hashtag", prefix: "2026", start: 0 }],
  ["with @A", { kind: "mention", prefix: "a", start: 5 }],
  ["고마워@bob.", { kind: "mention", prefix: "bob.", start: 3 }],
  ["#", null],
  ["@", null],
  ["word#se", null],
  ["me@example", null],
  ["#sea ", null],
  ["https://example.org/#se", null],
  ["", null],
])("what is typed in %j", (text, expected) => {
  expect(typedAt(text, text.length)).toEqual(expected);
});

test("nothing is typed in the middle of a name", () => {
  expect(typedAt("#seaside", 4)).toBeNull();
  expect(typedAt("#sea side", 4)).toMatchObject({ prefix: "sea" });
});

test("a name takes the place of what is typed, with one space behind it", () => {
  const typed = { kind: "hashtag" as const, prefix: "se", start: 3 };
  expect(withName("at #se!", 6, typed, "seaside")).toEqual({ text: "at #seaside !", caret: 12 });
  expect(withName("at #se now", 6, typed, "seaside")).toEqual({ text: "at #seaside now", caret: 12 });
});

function Caption() {
  const [value, setValue] = useState("");
  return <CaptionField value={value} onChange={setValue} />;
}

const tags = { items: ["sea", "seaside"].map((name) => ({ name, posts: null })), capped_at: 10_000 };
const people = { items: [account(50, "erin", "Erin", {})] };

async function writing() {
  const calls = answerWith(({ path }) => answer(path.includes("/hashtags") ? tags : people));
  await renderPart(<Caption />);
  const field = screen.getByLabelText<HTMLTextAreaElement>("Caption");
  return { calls, field };
}

const shown = () => screen.queryAllByRole("option").map((option) => option.textContent);

test("arrow keys choose a tag, Enter takes it, and nothing is chosen before", async () => {
  const { field, calls } = await writing();
  await userEvent.type(field, "at the #se");
  await waitFor(() => {
    expect(shown()).toEqual(["#sea", "#seaside"]);
  });
  expect(calls.map(({ path }) => path)).toEqual(["/api/v1/hashtags?prefix=se"]);
  expect(field.getAttribute("role")).toBe("combobox");
  expect(screen.getByRole("status").textContent).toContain("2 suggestions");
  expect(field.getAttribute("aria-activedescendant")).toBeNull();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  const active = field.getAttribute("aria-activedescendant") ?? "";
  expect(document.getElementById(active)?.textContent).toBe("#seaside");
  await userEvent.keyboard("{Enter}and");
  expect(field.value).toBe("at the #seaside and");
  expect(shown()).toEqual([]);
});

test("with nothing chosen Enter begins a line", async () => {
  const { field } = await writing();
  await userEvent.type(field, "#se");
  await waitFor(() => {
    expect(shown()).toHaveLength(2);
  });
  await userEvent.keyboard("{Enter}");
  expect(field.value).toBe("#se\n");
});

test("Escape closes the suggestions and nothing else, until something new is typed", async () => {
  const { field } = await writing();
  const heard: string[] = [];
  const listen = (event: KeyboardEvent) => heard.push(event.key);
  document.addEventListener("keydown", listen, true);
  await userEvent.type(field, "#s");
  await waitFor(() => {
    expect(shown()).toHaveLength(2);
  });
  await userEvent.keyboard("{Escape}");
  expect(shown()).toEqual([]);
  expect(heard).not.toContain("Escape");
  await userEvent.keyboard("e");
  expect(shown()).toEqual([]);
  await userEvent.keyboard(" {Escape}@e");
  document.removeEventListener("keydown", listen, true);
  expect(heard).toContain("Escape");
  await waitFor(() => {
    expect(shown()).toEqual(["erinErin"]);
  });
});

test("an account is taken with Tab or by pointing at it", async () => {
  const { field } = await writing();
  await userEvent.type(field, "@er");
  await userEvent.click(await screen.findByRole("option", { name: /erin/ }));
  expect(field.value).toBe("@erin ");
  expect(document.activeElement).toBe(field);
  await userEvent.type(field, "@e");
  await screen.findByRole("option", { name: /erin/ });
  await userEvent.keyboard("{ArrowUp}{Tab}");
  expect(field.value).toBe("@erin @erin ");
});

test("too many tags or mentions are said before sending", async () => {
  await renderPart(
    <CaptionField value={Array.from({ length: 31 }, (_, at) => `#t${at}`).join(" ")} onChange={() => 0} />,
  );
  expect(screen.getByText("At most 30 hashtags, please.")).toBeTruthy();
});
