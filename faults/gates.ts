import type { Gate } from "./gate.ts";
import { ackTruth } from "./gates/ack-truth.ts";
import { backlog } from "./gates/backlog.ts";
import { brokenLines } from "./gates/broken-lines.ts";
import { databaseTroubles } from "./gates/database-troubles.ts";
import { destinationTroubles } from "./gates/destination-troubles.ts";
import { fullDisk } from "./gates/full-disk.ts";
import { hostileExpressions } from "./gates/hostile-expressions.ts";
import { idleTransaction } from "./gates/idle-transaction.ts";
import { ordersAndCustomers } from "./gates/orders-and-customers.ts";
import { pausedWorkers } from "./gates/paused-workers.ts";
import { poison } from "./gates/poison.ts";
import { repeatedDeliveries } from "./gates/repeated-deliveries.ts";
import { rollingUpgrade } from "./gates/rolling-upgrade.ts";
import { secondStart } from "./gates/second-start.ts";
import { serverKills } from "./gates/server-kills.ts";
import { skewedClocks } from "./gates/skewed-clocks.ts";
import { tightLimits } from "./gates/tight-limits.ts";
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
  skewedClocks,
  fullDisk,
  secondStart,
  tightLimits,
  brokenLines,
  idleTransaction,
  backlog,
  rollingUpgrade,
  ackTruth,
  hostileExpressions,
  ordersAndCustomers,
];
