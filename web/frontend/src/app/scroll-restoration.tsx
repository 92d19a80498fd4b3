import { useEffect, useLayoutEffect } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";
import { backgroundOf } from "@/lib/sequence";
import { restoreScroll, watchScroll } from "@/lib/scroll";

/**
 * Back finds a page where it was left; a new page begins at its top; a modal leaves the page behind it alone.
 * It stands after the pages, whose lists set the scroll position themselves when they appear.
 */
export function ScrollRestoration() {
  const location = useLocation();
  const kind = useNavigationType();
  const inModal = backgroundOf(location) !== null;
  // Every page that a browser opens by its address has the same key.
  const entry = location.key === "default" ? location.pathname : location.key;
  const place = inModal ? null : entry;
  useEffect(watchScroll, []);
  useLayoutEffect(() => {
    if (place === null) return undefined;
    return restoreScroll(place, kind === NavigationType.Pop);
  }, [place, kind]);
  return null;
}
