import { createStore } from "zustand/vanilla";

/** Whether the last thing heard of the server was an answer. Drives the offline banner and "kept in this browser". */
export const reachability = createStore<{ reachable: boolean }>(() => ({ reachable: true }));

/** Whether anybody is signed in; set by the first answer 401. */
export const signedIn = createStore<{ signedIn: boolean }>(() => ({ signedIn: true }));
