import { setTimeout as sleep } from "node:timers/promises";
import { advanceRun } from "@trasvase/db/queries/advance-run.ts";
import type { BackfillOptions } from "./backfill-options.ts";
import { Fenced } from "./fenced.ts";
import { Appender, type Gathered, type Reading, readBatches, waitForRoom } from "./read-source.ts";

/** Most records of a backfill that wait at once: what comes in meanwhile must not stand behind a year of history. */
const mostWaiting = 1_600;
/** With a rate, so many seconds' worth is queued at once. */
const portionSeconds = 5;

/** Reads the period of a backfill by its own cursor, no faster than asked. The flow's cursor stays where it is. */
export async function readBackfill(reading: Reading, { perMinute }: BackfillOptions): Promise<void> {
  const appender = await Appender.open(reading);
  const backlog = { ...reading.backlog, records: Math.min(reading.backlog.records, mostWaiting) };
  for await (const batch of readBatches(reading)) {
    for (const portion of portionsOf(batch, perMinute)) {
      await waitForRoom({ ...reading, backlog });
      const begun = performance.now();
      await appender.append(portion);
      if (perMinute === undefined) continue;
      const takesMs = (portion.records.length * 60_000) / perMinute;
      await pause(reading, takesMs - (performance.now() - begun));
    }
  }
}

/** Parts of a batch; only the last one moves the cursor. */
function* portionsOf(batch: Gathered, perMinute: number | undefined): Generator<Gathered> {
  const size =
    perMinute === undefined
      ? batch.records.length
      : Math.max(1, Math.floor((perMinute * portionSeconds) / 60));
  if (batch.records.length <= size) {
    yield batch;
    return;
  }
  for (let at = 0; at < batch.records.length; at += size) {
    const isLast = at + size >= batch.records.length;
    yield { records: batch.records.slice(at, at + size), cursor: isLast ? batch.cursor : undefined };
  }
}

/** Waits, and notices within a second that the run was paused, stopped or taken over. */
async function pause({ engine, run, signal }: Reading, milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  for (let left = milliseconds; left > 0; left = until - performance.now()) {
    await sleep(Math.min(left, 1_000), undefined, { signal });
    const by = { read: 0, repeated: 0, leaseMs: engine.limits.leaseMs };
    if (!(await advanceRun(engine.database, run, by))) throw new Fenced();
  }
}
