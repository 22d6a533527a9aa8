import { type ClaimedTask, claimTask, endTask } from "@trasvase/db/queries/claim-task.ts";
import { deleteOutlived } from "@trasvase/db/queries/delete-outlived.ts";
import { dropExpiredLog } from "@trasvase/db/queries/drop-expired-log.ts";
import { endIntake } from "@trasvase/db/queries/end-intake.ts";
import { listFlowsWithExpired, wishFor } from "@trasvase/db/queries/wish.ts";
import { endOwed } from "../engine/end-owed.ts";
import type { Engine } from "../engine/engine.ts";

/** Something that has to be done again and again by one process at a time, whichever it is. May be cut off and done again at any moment. */
export interface Task {
  readonly name: string;
  readonly everyMs: number;
  run(engine: Engine): Promise<void>;
}

const minuteMs = 60_000;

/** Every task of housekeeping. */
export const housekeeping: readonly Task[] = [
  {
    name: "retention",
    everyMs: 6 * 60 * minuteMs,
    async run({ database, log }) {
      const { dataKeys, partitions } = await dropExpiredLog(database, new Date());
      const deleted = await deleteOutlived(database);
      log.info({ dataKeys, days: partitions.length, ...deleted }, "What was kept long enough is gone.");
    },
  },
  { name: "expiry", everyMs: 60 * minuteMs, run: expireRejected },
  { name: "intake", everyMs: 5 * minuteMs, run: ({ database }) => endIntake(database) },
];

/** Closes the rejected records whose time is over. Workers carry it out, for a paused flow this process does. */
async function expireRejected(engine: Engine): Promise<void> {
  for (const { flowId, isActive, workspaceId } of await listFlowsWithExpired(engine.database)) {
    await wishFor(engine.database, flowId, { expired: true }, { wish: "expire" });
    if (!isActive) await endOwed(engine, { workspaceId, flowId });
  }
}

/** Longer than any task takes; one that takes longer is begun once more by somebody else. */
const leaseMs = 15 * minuteMs;
/** How long a task that failed rests. */
const restMs = 5 * minuteMs;

/** Does one task that is due. False: none is. */
export async function keepHouse(engine: Engine, owner: string, tasks: readonly Task[]): Promise<boolean> {
  const { database, log } = engine;
  const claim = await claimTask(database, { owner, leaseMs, tasks: tasks.map((task) => task.name) });
  const task = claim && tasks.find((one) => one.name === claim.task);
  if (!claim || !task) return false;
  try {
    await task.run(engine);
    await endTask(database, claim, task.everyMs);
  } catch (error) {
    if (!engine.trouble.note(error))
      log.warn(
        { task: task.name, error: textOf(error) },
        "A task of housekeeping failed and is tried again.",
      );
    await putOff(engine, claim);
  }
  return true;
}

async function putOff(engine: Engine, claim: ClaimedTask): Promise<void> {
  // Without a database to write to, the lease runs out by itself.
  await endTask(engine.database, claim, restMs).catch(() => undefined);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
