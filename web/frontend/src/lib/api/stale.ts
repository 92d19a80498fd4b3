import { createStore } from "../store";

/** Whether the last answer said that it may lack something this viewer has already seen. */
export const staleStore = createStore(false);
