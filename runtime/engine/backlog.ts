import { readFlowSettings } from "../flows/flow-settings.ts";
import type { QueueStats } from "../queue/queue.ts";
import type { Engine } from "./engine.ts";

/** Most that may wait in a flow's queue. */
export interface BacklogLimits {
  readonly records: number;
  readonly bytes: number;
}

/** The limits of one flow: its own, else the installation's. `settings` is the column of that name. */
export function backlogOf({ limits }: Pick<Engine, "limits">, settings: unknown): BacklogLimits {
  const { backlog } = readFlowSettings(settings);
  return {
    records: backlog?.records ?? limits.backlogRecords,
    bytes: backlog?.bytes ?? limits.backlogBytes,
  };
}

/** Whether nothing more may be queued for now. */
export function isFull(stats: Pick<QueueStats, "records" | "bytes">, limits: BacklogLimits): boolean {
  return stats.records >= limits.records || stats.bytes >= limits.bytes;
}
