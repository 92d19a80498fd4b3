import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation } from "react-router";

const HoverCard = lazy(() => import("./hover-card"));

const OPEN_MS = 500;
const CLOSE_MS = 250;

interface Target {
  anchor: Element;
  username: string;
}

/** Shows who is behind a name that the mouse rests on. Names are marked by `data-account`; touch and keyboard have the link. */
export function HoverCardHost() {
  const { key } = useLocation();
  const [target, setTarget] = useState<(Target & { at: string }) | null>(null);
  useEffect(
    () =>
      watchPointer((next) => {
        setTarget(next && { ...next, at: key });
      }),
    [key],
  );
  // Who has gone to another page has left the name.
  if (target?.at !== key) return null;
  return (
    <Suspense fallback={null}>
      <HoverCard
        {...target}
        onClose={() => {
          setTarget(null);
        }}
      />
    </Suspense>
  );
}

/** Where the mouse was last. When it is over something new there, the page has moved, and nobody points at that. */
let place = "";

const placeOf = ({ clientX, clientY }: PointerEvent) => `${clientX},${clientY}`;

/** Calls back once the pointer has rested on a name, and with null once it has left the name and its card. */
function watchPointer(settle: (target: Target | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: Element | null = null;
  const later = (pause: number, target: Target | null) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      shown = target?.anchor ?? null;
      settle(target);
    }, pause);
  };
  const move = (event: PointerEvent) => {
    place = placeOf(event);
  };
  const over = (event: PointerEvent) => {
    if (event.pointerType !== "mouse" || placeOf(event) === place) return;
    const held = (event.target as Element).closest("[data-account], [data-hover-card]");
    if (!held) later(shown ? CLOSE_MS : 0, null);
    else if (held === shown || held.matches("[data-hover-card]")) clearTimeout(timer);
    else later(OPEN_MS, { anchor: held, username: held.getAttribute("data-account") ?? "" });
  };
  const leave = () => {
    later(0, null);
  };
  const press = ({ target }: PointerEvent) => {
    if (!(target instanceof Element && target.closest("[data-hover-card]"))) leave();
  };
  document.addEventListener("pointermove", move, { passive: true });
  document.addEventListener("pointerover", over);
  document.addEventListener("pointerdown", press);
  document.documentElement.addEventListener("pointerleave", leave);
  document.addEventListener("scroll", leave, { passive: true, capture: true });
  return () => {
    clearTimeout(timer);
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerover", over);
    document.removeEventListener("pointerdown", press);
    document.documentElement.removeEventListener("pointerleave", leave);
    document.removeEventListener("scroll", leave, { capture: true });
  };
}
