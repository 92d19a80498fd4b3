import { useEffect, useEffectEvent, useState, type RefCallback } from "react";

/** Calls `act` when the element comes near the visible part, and again as long as it stays there. */
export function useReachEnd<Item extends Element>(act: () => void, margin = "1200px"): RefCallback<Item> {
  const [element, setElement] = useState<Item | null>(null);
  const reached = useEffectEvent(act);
  useEffect(() => {
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) reached();
      },
      { rootMargin: margin },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [element, margin]);
  return setElement;
}
