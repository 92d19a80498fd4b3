import { expect, test } from "vitest";
import { noAnswer } from "@/lib/api/problem";
import { createStore } from "@/lib/store";
import { EMPTY, UNFRAMED, type Composition, type Item, type Progress } from "../model";
import { compose } from "../reducer";
import { PicturesFailed, whenReady } from "./use-publish";

const item = (id: string): Item => ({
  id,
  file: new File(["x"], id),
  url: "",
  size: false,
  framing: UNFRAMED,
  alt: ` alt of ${id} `,
  ticket: null,
  progress: { state: "sent" },
});

function composing() {
  const store = createStore<Composition>({ ...EMPTY, caption: " Three \n", items: [item("a"), item("b")] });
  const come = (id: string, progress: Progress) => {
    store.set((state) => compose(state, { type: "progress", id, progress }));
  };
  return { store, come };
}

test("publishing waits for every picture and keeps their order", async () => {
  const { store, come } = composing();
  const body = whenReady(store);
  come("b", { state: "ready", receipt: "rb", source: null, renditions: [] });
  come("a", { state: "ready", receipt: "ra", source: null, renditions: [] });
  expect(await body).toEqual({
    caption: "Three",
    media: [
      { receipt: "ra", alt: "alt of a" },
      { receipt: "rb", alt: "alt of b" },
    ],
  });
});

test("a picture that fails ends the wait", async () => {
  const { store, come } = composing();
  const body = whenReady(store);
  come("a", { state: "failed", problem: noAnswer("network") });
  await expect(body).rejects.toBeInstanceOf(PicturesFailed);
});
