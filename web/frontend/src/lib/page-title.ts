import { useEffect } from "react";

/** The document's title; the HTML brought the first one, this one follows the client's own navigation. */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    if (title) document.title = `${title} · Mockstagram`;
  }, [title]);
}
