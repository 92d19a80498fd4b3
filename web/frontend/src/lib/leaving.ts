import { toast } from "./toast";

const KEY = "toast";

let leaving = false;

/** Whether somebody is ending the session of this very page, whose answer says where to go. */
export const isLeaving = (): boolean => leaving;

/** Does what ends the session of this page: that the session is over is then no news. */
export async function leave<Answer>(act: Promise<Answer>): Promise<Answer> {
  leaving = true;
  try {
    return await act;
  } catch (error) {
    leaving = false;
    throw error;
  }
}

/** For what is done by leaving the page: the next one says it. */
export function leaveToast(text: string): void {
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // Full or forbidden: then it is done all the same.
  }
}

/** Says what the page before has left to say, once. */
export function showLeftToast(): void {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (text) toast(text);
  } catch {
    // Then nothing was left.
  }
}
