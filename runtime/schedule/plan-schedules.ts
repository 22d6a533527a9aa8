import type { Database } from "@trasvase/db/client.ts";
import { findUnplannedFlows } from "@trasvase/db/queries/find-unplanned.ts";
import { planFlowDue } from "@trasvase/db/queries/plan-due.ts";
import { triggerSchema } from "@trasvase/shared/flow-file.ts";
import { isSchedule, nextDue } from "@trasvase/shared/schedule.ts";

/**
 * Says when the flows that start by the clock are due next, where nobody has said so yet: after an activation, a resumption or a change
 * of the schedule. Of one flow with `flowId`. By the database's clock, so that machines whose clocks differ agree.
 */
export async function planSchedules(database: Database, flowId?: string): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const flow of await findUnplannedFlows(transaction, flowId)) {
      const trigger = triggerSchema.safeParse(flow.trigger);
      if (!trigger.success || !isSchedule(trigger.data)) continue;
      const due = nextDue(trigger.data, flow.now);
      if (due) await planFlowDue(transaction, flow, due);
    }
  });
}
