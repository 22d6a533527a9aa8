import { insertRun } from "@trasvase/db/queries/insert-run.ts";
import { planFlowDue } from "@trasvase/db/queries/plan-due.ts";
import { type DueFlow, endDueFlow, takeDueFlow } from "@trasvase/db/queries/take-due-flow.ts";
import { triggerSchema } from "@trasvase/shared/flow-file.ts";
import { isSchedule, nextDue } from "@trasvase/shared/schedule.ts";
import type { Engine } from "../engine/engine.ts";

/**
 * Starts the flow that has been due longest, in one transaction with the note that it was started and the time it is due next: however
 * many processes look at once, and whenever one of them dies, each due time starts at most one run. Times that passed while nobody was
 * looking are one: the next is later than now. False: nothing is due.
 */
export async function fireDue(engine: Pick<Engine, "database" | "log">): Promise<boolean> {
  return await engine.database.transaction(async (transaction) => {
    const due = await takeDueFlow(transaction);
    if (!due) return false;
    const trigger = triggerSchema.safeParse(due.trigger);
    const schedule = trigger.success && isSchedule(trigger.data) ? trigger.data : undefined;
    const { dueAt, flowId, version, workspaceId } = due;
    const runId =
      schedule && mayStart(schedule.overlap, due)
        ? await insertRun(transaction, {
            workspaceId,
            flowId,
            version,
            triggerKind: "schedule",
            options: { dueAt: dueAt.toISOString() },
          })
        : undefined;
    await endDueFlow(transaction, due.id, runId);
    const next = schedule && nextDue(schedule, due.now, dueAt);
    if (next) await planFlowDue(transaction, due, next);
    if (!runId)
      engine.log.info(
        { flow: flowId, due: dueAt.toISOString() },
        "A due time was left out: the run before it goes on.",
      );
    return true;
  });
}

/** With `skip` nothing is started while a run is open. With `queue` one may wait behind it, but no second: it would read nothing new. */
function mayStart(overlap: "skip" | "queue", due: DueFlow): boolean {
  return overlap === "skip" ? due.open === 0 : due.queued === 0;
}
