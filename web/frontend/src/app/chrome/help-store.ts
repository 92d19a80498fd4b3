import { createStore } from "@/lib/store";

/** Whether the list of keys is open. */
export const helpStore = createStore(false);
