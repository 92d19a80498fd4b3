import { LIMITS } from "@mockstagram/shared/limits";
import { moved } from "@/components/ui/sortable";
import { UNFRAMED, type Aspect, type Composition, type Framing, type Item, type Progress, type Step } from "./model";

export type Action =
  | { type: "restored"; composition: Composition }
  | { type: "added"; items: readonly Item[] }
  | { type: "removed"; id: string }
  | { type: "moved"; id: string; to: string }
  | { type: "selected"; id: string }
  | { type: "changed"; id: string; change: Partial<Pick<Item, "size" | "alt" | "ticket">> }
  | { type: "framed"; id: string; framing: Partial<Framing> }
  | { type: "aspect"; aspect: Aspect }
  | { type: "captioned"; caption: string }
  | { type: "progress"; id: string; progress: Progress }
  | { type: "step"; step: Step };

export function compose(state: Composition, action: Action): Composition {
  switch (action.type) {
    case "restored":
      return action.composition;
    case "added":
      return add(state, action.items);
    case "removed":
      return remove(state, action.id);
    case "moved":
      return { ...state, items: moved(state.items, action.id, action.to) };
    case "framed":
      return change(state, action.id, (item) => unready({ ...item, framing: { ...item.framing, ...action.framing } }));
    case "aspect":
      return reframe(state, action.aspect);
    default:
      return describe(state, action);
  }
}

type Rest = Extract<Action, { type: "selected" | "changed" | "captioned" | "progress" | "step" }>;

function describe(state: Composition, action: Rest): Composition {
  switch (action.type) {
    case "selected":
      return { ...state, current: action.id };
    case "changed":
      return change(state, action.id, (item) => ({ ...item, ...action.change }));
    case "captioned":
      return { ...state, caption: action.caption };
    case "progress":
      return change(state, action.id, (item) => ({ ...item, progress: action.progress }));
    case "step":
      return goTo(state, action.step);
  }
}

/** Without pictures there is only the first step. */
function goTo(state: Composition, step: Composition["step"]): Composition {
  return { ...state, step: state.items.length === 0 ? "pick" : step };
}

function add(state: Composition, added: readonly Item[]): Composition {
  const items = [...state.items, ...added].slice(0, LIMITS.mediaPerPost);
  const step = state.step === "pick" && items.length > 0 ? "frame" : state.step;
  return { ...state, items, step, current: added[0]?.id ?? state.current };
}

function remove(state: Composition, id: string): Composition {
  const at = state.items.findIndex((item) => item.id === id);
  const items = state.items.filter((item) => item.id !== id);
  const neighbour = items[Math.min(at, items.length - 1)]?.id ?? null;
  return {
    ...state,
    items,
    current: state.current === id ? neighbour : state.current,
    step: items.length === 0 ? "pick" : state.step,
  };
}

/** One shape for the whole post: positions and zooms of another shape mean nothing in the new one. */
function reframe(state: Composition, aspect: Aspect): Composition {
  if (aspect === state.aspect) return state;
  const items = state.items.map((item) => unready({ ...item, framing: { ...UNFRAMED, turn: item.framing.turn } }));
  return { ...state, aspect, items };
}

/** Renditions of another framing are of no use; the sent file is. */
function unready(item: Item): Item {
  const { state } = item.progress;
  return state === "ready" || state === "processing" ? { ...item, progress: { state: "sent" } } : item;
}

function change(state: Composition, id: string, with_: (item: Item) => Item): Composition {
  return { ...state, items: state.items.map((item) => (item.id === id ? with_(item) : item)) };
}
