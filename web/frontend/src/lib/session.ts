import type { Session, Viewer } from "@mockstagram/shared/api/session";
import { pathTo } from "@mockstagram/shared/paths";
import { createStore, useStore } from "./store";

export const sessionStore = createStore<Session>({ viewer: null, region: "", regions: [] });

export const useViewer = (): Viewer | null => useStore(sessionStore, (session) => session.viewer);

/** For parts that are only shown to somebody who is logged in. */
export function useRequiredViewer(): Viewer {
  const viewer = useViewer();
  if (!viewer) throw new Error("This part of the page needs somebody to be logged in.");
  return viewer;
}

export const useSession = (): Session => useStore(sessionStore, (session) => session);

export function setViewer(viewer: Viewer): void {
  sessionStore.set((session) => ({ ...session, viewer }));
}

export const loginPath = (next: string): string => `${pathTo("login")}?next=${encodeURIComponent(next)}`;

/** Another person's page must not keep anything of this one: a change of who is logged in loads the page anew. */
export function goTo(path: string): void {
  window.location.assign(path);
}
