import type { Gate } from "./gate.ts";
import { databaseTroubles } from "./gates/database-troubles.ts";
import { destinationTroubles } from "./gates/destination-troubles.ts";
import { fullDisk } from "./gates/full-disk.ts";
import { pausedWorkers } from "./gates/paused-workers.ts";
import { poison } from "./gates/poison.ts";
import { repeatedDeliveries } from "./gates/repeated-deliveries.ts";
import { serverKills } from "./gates/server-kills.ts";
import { workerKills } from "./gates/worker-kills.ts";

/** Every gate, in the order of docs/reliability.md. */
export const gates: readonly Gate[] = [
  workerKills,
  serverKills,
  databaseTroubles,
  pausedWorkers,
  destinationTroubles,
  poison,
  repeatedDeliveries,
  fullDisk,
];
