import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@trasvase/db/id.ts";
import { workChannel } from "@trasvase/db/queries/append-chunks.ts";
import { claimRun } from "@trasvase/db/queries/claim-run.ts";
import { finishSettledRuns } from "@trasvase/db/queries/finish-settled-runs.ts";
import type { Engine } from "./engine.ts";
import { readRun, workLane } from "./run.ts";

/** How a worker is ended: `drain` claims nothing more and finishes what is in its hands, `abort` puts that back too. */
export interface WorkSignals {
  readonly drain: AbortSignal;
  readonly abort: AbortSignal;
}

/** Lanes worked on at once in one process. A lane mostly waits for other systems, so a few overlap well. */
const lanesAtOnce = 8;
/** Of these at most so many of one flow: a slow destination must not take every hand. */
const lanesOfOneFlow = 4;
/** How often runs are looked for that ended, and lanes that have work, without anybody saying so. */
const sweepMs = 5_000;
/** How long nothing is asked for when there was nothing to do. A notification is a hint that shortens it; this poll is the truth. */
const pollMs = 500;

/** Works until drained: reads the sources of queued runs, walks chunks, resumes what is owed and due. */
export async function work(engine: Engine, signals: WorkSignals): Promise<void> {
  const owner = newId();
  const bell = new Bell();
  const stopListening = listen(engine, bell);
  signals.drain.addEventListener("abort", () => bell.ring());
  const { leaseMs } = engine.limits;
  const readSource = async () => {
    const run = await claimRun(engine.database, { owner, leaseMs });
    // Reading can be left off between two batches, so it need not be finished.
    if (run) await readRun(engine, run, signals.drain);
    else await sweep();
    return run !== undefined;
  };
  let sweptAt = performance.now();
  const sweep = async () => {
    if (performance.now() - sweptAt < sweepMs) return;
    sweptAt = performance.now();
    await finishSettledRuns(engine.database);
    await engine.queue.wakeForgotten();
  };
  const held = new FlowTally();
  const walkLane = async () => {
    const withoutFlows = held.atLeast(lanesOfOneFlow);
    const lane = await engine.queue.claim({ owner, leaseMs, withoutFlows });
    if (lane) await held.during(lane.flowId, () => workLane(engine, lane, signals.abort));
    return lane !== undefined;
  };
  const hands = [readSource, ...Array.from({ length: lanesAtOnce }, () => walkLane)];
  await Promise.all(hands.map((task) => repeat(engine, task, signals.drain, bell)));
  await stopListening();
}

/** Does a task again and again. Trouble with the database never ends a worker: it waits and asks again. */
async function repeat(
  engine: Engine,
  task: () => Promise<boolean>,
  drain: AbortSignal,
  bell: Bell,
): Promise<void> {
  while (!drain.aborted) {
    try {
      const hasWorked = await task();
      engine.trouble.over();
      if (hasWorked) continue;
    } catch (error) {
      if (!engine.trouble.note(error)) {
        engine.log.warn(
          { error: error instanceof Error ? error.message : String(error) },
          "A worker could not go on and tries again.",
        );
      }
    }
    if (!drain.aborted) await bell.wait(pollMs);
  }
}

/** How many hands each flow has just now. */
class FlowTally {
  readonly #hands = new Map<string, number>();

  atLeast(count: number): readonly string[] {
    return [...this.#hands].flatMap(([flow, hands]) => (hands >= count ? [flow] : []));
  }

  async during(flow: string, work: () => Promise<void>): Promise<void> {
    this.#hands.set(flow, (this.#hands.get(flow) ?? 0) + 1);
    try {
      await work();
    } finally {
      const left = (this.#hands.get(flow) ?? 1) - 1;
      if (left > 0) this.#hands.set(flow, left);
      else this.#hands.delete(flow);
    }
  }
}

/** Wakes the hands that found nothing to do. */
class Bell {
  #waiting = new Set<() => void>();

  ring(): void {
    for (const wake of this.#waiting) wake();
  }

  async wait(milliseconds: number): Promise<void> {
    const rung = new AbortController();
    const wake = () => rung.abort();
    this.#waiting.add(wake);
    await sleep(milliseconds, undefined, { signal: rung.signal }).catch(() => undefined);
    this.#waiting.delete(wake);
  }
}

/** Listens for hints that there is work; without them the poll finds it a little later. */
function listen(engine: Engine, bell: Bell): () => Promise<void> {
  const listening = engine.database.$client.listen(workChannel, () => bell.ring());
  listening.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    engine.log.warn({ error: reason }, "No notifications from the database; work is found by polling.");
  });
  return async () => {
    await listening.then(({ unlisten }) => unlisten()).catch(() => undefined);
  };
}
