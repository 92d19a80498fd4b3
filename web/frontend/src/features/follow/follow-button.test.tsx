import type { Account } from "@mockstagram/shared/api/accounts";
import { useQuery } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { answer, answerWith, refusal } from "../../../testing/answers";
import { account, profileOf } from "../../../testing/fixtures";
import { renderPart } from "../../../testing/render";
import { FollowButton } from "./components/follow-button";

vi.mock(import("@/lib/toast"), { spy: true });

const erin = account(50, "erin", "Erin", { following: "none" });

function FromCache() {
  const { data } = useQuery<Account>({ queryKey: keys.profile("erin"), queryFn: () => erin, enabled: false });
  return <FollowButton account={data ?? erin} />;
}

let settle: (response: Response) => void = () => undefined;

beforeEach(() => {
  vi.mocked(toast).mockReturnValue(undefined);
});

const later = () =>
  new Promise<Response>((resolve) => {
    settle = resolve;
  });

test("following shows at once and stays when the server agrees", async () => {
  const calls = answerWith(later);
  const { client } = await renderPart(<FromCache />);
  client.setQueryData(keys.profile("erin"), profileOf(erin));
  await userEvent.click(screen.getByRole("button", { name: "Follow erin" }));
  expect(await screen.findByRole("button", { name: "Following erin" })).toBeTruthy();
  settle(answer({ account_id: erin.id, following: "following", version: 2 }));
  await waitFor(() => {
    expect(client.getQueryData(keys.profile("erin"))).toMatchObject({
      relation: { following: "following", version: 2 },
      counts: { followers: 12_841 },
    });
  });
  expect(calls[0]).toMatchObject({ method: "PUT", path: `/api/v1/accounts/${erin.id}/follow` });
  expect(screen.getByRole("button", { name: "Following erin" })).toBeTruthy();
});

test("where nothing can be kept, a failure takes the step back and offers the same act again", async () => {
  const calls = answerWith(later);
  await renderPart(<FollowButton account={erin} />);
  await userEvent.click(screen.getByRole("button", { name: "Follow erin" }));
  await screen.findByRole("button", { name: "Following erin" });
  settle(refusal(503, "primary_unreachable"));
  expect(await screen.findByRole("button", { name: "Follow erin" })).toBeTruthy();
  const [text, options] = vi.mocked(toast).mock.lastCall ?? [];
  expect(text).toContain("Your input is kept");
  options?.action?.act();
  await waitFor(() => {
    expect(calls).toHaveLength(2);
  });
  expect(calls[1]?.headers.get("idempotency-key")).toBe(calls[0]?.headers.get("idempotency-key"));
  settle(answer({ account_id: erin.id, following: "following", version: 2 }));
});
