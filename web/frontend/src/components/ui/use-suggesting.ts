import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { typedAt, useSuggestions, withName, type Suggestion } from "@/lib/suggest";

interface Field {
  value: string;
  onChange: (value: string) => void;
}

const NONE = -1;
const TAKING: ReadonlySet<string> = new Set(["Enter", "Tab"]);

/** A text field that offers tags and accounts while one is typed: which are offered, which is chosen, and the keys for it. */
export function useSuggesting({ value, onChange }: Field) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [active, setActive] = useState(NONE);
  const typed = caret === null ? null : typedAt(value, caret);
  const offered = useSuggestions(typed && typed.start !== dismissed ? typed : null);
  const open = offered.length > 0;
  const chosen = active < offered.length ? active : NONE;
  const dismiss = () => {
    setDismissed(typed?.start ?? null);
    setActive(NONE);
  };
  const moveCaret = useCaret(field);
  const choose = ({ name }: Suggestion) => {
    if (!typed || caret === null) return;
    const next = withName(value, caret, typed, name);
    moveCaret(next.caret);
    setCaret(next.caret);
    setActive(NONE);
    onChange(next.text);
  };
  useEscape(open, dismiss);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = open && !event.nativeEvent.isComposing ? actOf(event, chosen, offered.length) : null;
    if (act === null) return;
    event.preventDefault();
    const taken = act === "choose" ? offered[chosen] : undefined;
    if (taken) choose(taken);
    else if (act !== "choose") setActive(act);
  };
  const follow = (at: number | null) => {
    if (at === caret) return;
    setCaret(at);
    setActive(NONE);
    if (at === null || !typedAt(field.current?.value ?? "", at)) setDismissed(null);
  };
  return { field, offered, open, chosen, choose, onKeyDown, follow };
}

/** What a key means while suggestions are there: which becomes the chosen one, or that it is taken. */
function actOf({ key, shiftKey }: KeyboardEvent, chosen: number, length: number): number | "choose" | null {
  if (key === "ArrowDown") return chosen + 1 < length ? chosen + 1 : NONE;
  if (key === "ArrowUp") return chosen === NONE ? length - 1 : chosen - 1;
  const taking = !shiftKey && TAKING.has(key);
  return taking && chosen !== NONE ? "choose" : null;
}

/** Puts the caret somewhere once the text that it belongs to is there. */
function useCaret(field: React.RefObject<HTMLTextAreaElement | null>) {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  return (caret: number) => {
    wanted.current = caret;
  };
}

/** Escape closes the suggestions only: a dialog listens for it on the document, and would close before any element hears of it. */
function useEscape(open: boolean, dismiss: () => void): void {
  const latest = useRef(dismiss);
  useEffect(() => {
    latest.current = dismiss;
  });
  useEffect(() => {
    if (!open) return;
    const close = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current();
    };
    window.addEventListener("keydown", close, true);
    return () => {
      window.removeEventListener("keydown", close, true);
    };
  }, [open]);
}
