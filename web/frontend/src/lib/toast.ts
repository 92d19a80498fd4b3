import { createStore } from "./store";

export interface ToastMessage {
  text: string;
  tone: "plain" | "error";
  action?: { label: string; act: () => void };
}

type Show = (message: ToastMessage) => void;

/** True from the first message on: the component that shows them is loaded only then. */
export const toastsWanted = createStore(false);

const waiting: ToastMessage[] = [];
let show: Show | null = null;

export function toast(text: string, options: Partial<Omit<ToastMessage, "text">> = {}): void {
  const message: ToastMessage = { tone: "plain", ...options, text };
  if (show) show(message);
  else waiting.push(message);
  toastsWanted.set(true);
}

/** Called by the component that shows messages, once it is there. */
export function showToastsWith(next: Show): void {
  show = next;
  for (const message of waiting.splice(0)) next(message);
}
