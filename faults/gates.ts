import type { Gate } from "./gate.ts";
import { workerKills } from "./gates/worker-kills.ts";

/** Every gate, in the order of docs/reliability.md. */
export const gates: readonly Gate[] = [workerKills];
