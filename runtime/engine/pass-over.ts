import { advanceRun } from "@trasvase/db/queries/advance-run.ts";
import { findCursor } from "@trasvase/db/queries/find-cursor.ts";
import { findFlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import { moveCursor } from "@trasvase/db/queries/move-cursor.ts";
import type { Json } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { Fenced } from "./fenced.ts";
import { Overlap } from "./overlap.ts";
import { cursorPlace, type Reading, readBatches } from "./read-source.ts";
import { nameRecords } from "./source-records.ts";

const beginning = z.object({ start: z.object({ from: z.literal("now") }) });

/** Whether this run only has to find out where "from now on" begins: so it was chosen, and nothing has been read yet. */
export async function beginsNow(reading: Reading): Promise<boolean> {
  const { database } = reading.engine;
  const terms = await findFlowTerms(database, reading.run.flowId);
  if (!beginning.safeParse(terms?.settings).success) return false;
  return (await findCursor(database, cursorPlace(reading.version))) === undefined;
}

/**
 * Reads to the end of the source without taking anything, and puts the cursor there. The cursor is stored once, at the end: a worker
 * that dies on the way leaves no half of the history to be taken for new.
 */
export async function passOver(reading: Reading): Promise<void> {
  const { engine, run, version } = reading;
  const overlap = version.resource?.incremental?.overlaps === true ? new Overlap([]) : undefined;
  let cursor: Json | undefined;
  let passed = 0;
  for await (const batch of readBatches(reading)) {
    const place = { runId: run.id, ordinal: passed, readAt: new Date().toISOString() };
    if (overlap) for (const record of nameRecords(version, batch.records, place)) overlap.isRepeat(record);
    passed += batch.records.length;
    cursor = batch.cursor ?? cursor;
    const by = { read: 0, repeated: 0, leaseMs: engine.limits.leaseMs };
    if (!(await advanceRun(engine.database, run, by))) throw new Fenced();
  }
  if (cursor === undefined) return;
  await moveCursor(engine.database, cursorPlace(version), {
    value: cursor,
    overlap: overlap?.toStore() ?? [],
    runId: run.id,
  });
  engine.log.info(
    { run: run.id, flow: run.flowId },
    `Reading begins now: ${passed} records that were there already are passed over.`,
  );
}
