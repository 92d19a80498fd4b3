import { useEffect, useEffectEvent } from "react";
import { storage } from "./storage";
import { createStore } from "./store";

const KEY = "mockstagram.shortcuts";

/** Single-key shortcuts can be switched off, for people who speak to their computer (WCAG 2.1.4). */
export const shortcutsStore = createStore(storage.get(KEY) !== "off");

export function setShortcuts(on: boolean): void {
  storage.set(KEY, on ? "on" : "off");
  shortcutsStore.set(on);
}

const TYPING = "input, textarea, select, [contenteditable]";
const DIALOG = '[role="dialog"], [role="alertdialog"], [role="menu"]';

interface ShortcutOptions {
  /** Works while a dialog is open, and only then. */
  inDialog?: boolean;
}

/** Runs `act` when one of the keys is pressed outside of text fields. Arrow keys and the like are never switched off. */
export function useShortcut(names: readonly string[], act: (key: string) => void, options: ShortcutOptions = {}): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (!names.includes(event.key) || isTaken(event, options.inDialog ?? false)) return;
    if (event.key.length === 1 && !shortcutsStore.get()) return;
    event.preventDefault();
    act(event.key);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      handle(event);
    };
    window.addEventListener("keydown", listener);
    return () => {
      window.removeEventListener("keydown", listener);
    };
  }, []);
}

function isTaken(event: KeyboardEvent, inDialog: boolean): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (event.target instanceof Element && event.target.closest(TYPING)) return true;
  return (document.querySelector(DIALOG) !== null) !== inDialog;
}
