import { useCallback, useEffect, useState } from "react";
import { useDebounced } from "@/lib/debounced";
import { createStore, useStore, type Store } from "@/lib/store";
import { clearDraft, loadDraft, saveDraft } from "../draft";
import { EMPTY, hasContent, type Composition } from "../model";
import { compose, type Action } from "../reducer";

const SAVE_PAUSE_MS = 500;

export type Dispatch = (action: Action) => void;

/** What is being composed; it is kept in this browser until it is published or thrown away. */
export function useComposition(viewerId: string) {
  const [store] = useState(() => createStore<Composition>(EMPTY));
  const composition = useStore(store, (state) => state);
  const dispatch = useCallback<Dispatch>(
    (action) => {
      store.set((state) => compose(state, action));
    },
    [store],
  );
  const { loading, restored } = useRestored(viewerId, dispatch);
  const { finish, keep } = useKept(viewerId, store, composition, loading);
  return { store, composition, dispatch, loading, restored, finish, keep };
}

function useRestored(viewerId: string, dispatch: Dispatch) {
  const [state, setState] = useState({ loading: true, restored: false });
  useEffect(() => {
    let left = false;
    const open = (found: Composition | null) => {
      if (left) return;
      if (found) dispatch({ type: "restored", composition: found });
      setState({ loading: false, restored: found !== null });
    };
    loadDraft(viewerId).then(open, () => {
      open(null);
    });
    return () => {
      left = true;
    };
  }, [viewerId, dispatch]);
  return state;
}

function useKept(viewerId: string, store: Store<Composition>, composition: Composition, loading: boolean) {
  const [finished, setFinished] = useState(false);
  const settled = useDebounced(composition, SAVE_PAUSE_MS);
  useEffect(() => {
    if (!loading && !finished) void keepDraft(viewerId, settled);
  }, [viewerId, loading, finished, settled]);
  return {
    finish: () => {
      setFinished(true);
      return keepDraft(viewerId, EMPTY);
    },
    keep: () => keepDraft(viewerId, store.get()),
  };
}

/** Without room or permission to store, the composition just lives as long as the page. */
async function keepDraft(viewerId: string, composition: Composition): Promise<void> {
  const stored = hasContent(composition) ? saveDraft(viewerId, composition) : clearDraft(viewerId);
  await stored.catch(() => undefined);
}
