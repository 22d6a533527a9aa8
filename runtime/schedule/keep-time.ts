import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@trasvase/db/id.ts";
import { planTasks } from "@trasvase/db/queries/claim-task.ts";
import type { Engine } from "../engine/engine.ts";
import { fireDue } from "./fire-due.ts";
import { housekeeping, keepHouse, type Task } from "./housekeeping.ts";
import { planSchedules } from "./plan-schedules.ts";

/** How often it is looked which flows are due. */
const dueMs = 1_000;
/** How often flows are looked for that nobody has planned, and how often housekeeping is asked for. */
const houseMs = 5_000;

/** Starts flows when they are due and keeps house, until drained. Any number of processes do so at once; each due time is handled by one. */
export async function keepTime(
  engine: Engine,
  drain: AbortSignal,
  tasks: readonly Task[] = housekeeping,
): Promise<void> {
  const owner = newId();
  const names = tasks.map((task) => task.name);
  await Promise.all([
    // Apart from each other: a task that takes minutes must not make a flow late.
    repeat(engine, drain, dueMs, async () => {
      while (!drain.aborted && (await fireDue(engine)));
    }),
    repeat(engine, drain, houseMs, async () => {
      await planSchedules(engine.database);
      await planTasks(engine.database, names);
      while (!drain.aborted && (await keepHouse(engine, owner, tasks)));
    }),
  ]);
}

async function repeat(
  engine: Engine,
  drain: AbortSignal,
  everyMs: number,
  look: () => Promise<void>,
): Promise<void> {
  let wait = 0;
  while (!drain.aborted) {
    await sleep(wait, undefined, { signal: drain }).catch(() => undefined);
    wait = everyMs;
    try {
      await look();
    } catch (error) {
      if (engine.trouble.note(error)) continue;
      const reason = error instanceof Error ? error.message : String(error);
      engine.log.warn({ error: reason }, "It could not be looked what is due; it is tried again.");
    }
  }
}
