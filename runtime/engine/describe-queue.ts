import { countOwed } from "@trasvase/db/queries/count-owed.ts";
import type { FlowQueue } from "@trasvase/shared/contract/queue.ts";
import { backlogOf, isFull } from "./backlog.ts";
import type { Engine } from "./engine.ts";

/** What waits in a flow now, and how much may. `settings` is the flow's column of that name. */
export async function describeQueue(engine: Engine, flowId: string, settings: unknown): Promise<FlowQueue> {
  const { bytes, oldestMs, records } = await engine.queue.stats(flowId);
  const limits = backlogOf(engine, settings);
  return {
    queued: { records, bytes, oldestMs: Math.round(oldestMs) },
    limits: { records: limits.records, bytes: limits.bytes },
    isFull: isFull({ records, bytes }, limits),
    owed: { ...(await countOwed(engine.database, flowId)) },
  };
}
