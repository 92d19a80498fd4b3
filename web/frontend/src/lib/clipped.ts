import { useCallback, useState, type RefCallback } from "react";

/** Whether the element's text does not fit into it. A good guess spares a change of its height after the first view. */
export function useClipped<Item extends HTMLElement>(guess: boolean): [ref: RefCallback<Item>, clipped: boolean] {
  const [clipped, setClipped] = useState(guess);
  const ref = useCallback((element: Item | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setClipped(element.scrollHeight > element.clientHeight + 1);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [ref, clipped];
}
