import { setTimeout as sleep } from "node:timers/promises";
import { advanceRun } from "@trasvase/db/queries/advance-run.ts";
import type { ClaimedRun } from "@trasvase/db/queries/claim-run.ts";
import { type CursorPlace, findCursor } from "@trasvase/db/queries/find-cursor.ts";
import { moveCursor, moveRunCursor } from "@trasvase/db/queries/move-cursor.ts";
import type { RawRecord, ReadBatch, Reader } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import * as z from "zod";
import type { BackfillOptions } from "./backfill-options.ts";
import { type BacklogLimits, isFull } from "./backlog.ts";
import { makeChunks } from "./chunks.ts";
import type { Engine } from "./engine.ts";
import { Fenced } from "./fenced.ts";
import type { OpenVersion } from "./open-versions.ts";
import { Overlap } from "./overlap.ts";
import { nameRecords, type QueuedRecord } from "./source-records.ts";

/** A run being read. */
export interface Reading {
  readonly engine: Engine;
  readonly run: ClaimedRun;
  readonly version: OpenVersion;
  readonly reader: Reader;
  readonly backlog: BacklogLimits;
  /** Set for a backfill: the period it reads. */
  readonly backfill: BackfillOptions | undefined;
  /** Where reading begins while there is no cursor, ISO 8601; undefined: with everything. */
  readonly since: string | undefined;
  readonly signal: AbortSignal;
}

/** Records read together that are queued with one transaction. */
export interface Gathered {
  readonly records: readonly RawRecord[];
  readonly cursor: Json | undefined;
}

/** Enough to fill a chunk of every lane. */
const gatherRecords = 1600;
/** A slow source's records are not held back longer. */
const gatherMs = 250;

/** Where the version's source has its cursor. */
export function cursorPlace(version: OpenVersion): CursorPlace {
  const { connection, resource } = version.source;
  return { ...version.place, connection, resource };
}

/** Reads the source from its cursor on, gathering small batches. */
export async function* readBatches(reading: Reading): AsyncGenerator<Gathered> {
  const { reader, signal, version } = reading;
  const stored = await storedCursor(reading);
  // The column holds what a connector once gave as JSON.
  const cursor = (stored?.value ?? undefined) as Json | undefined;
  const { backfill, since } = reading;
  const batches = reader.read({
    resource: version.source.resource,
    options: version.source.options,
    cursor,
    ...(since === undefined || (cursor !== undefined && !backfill) ? {} : { since }),
    ...(backfill?.until === undefined ? {} : { until: backfill.until }),
    signal,
  });
  if (backfill) yield* batches;
  else yield* gather(batches);
}

/** Where reading stands: the flow's cursor, or a backfill's own. */
async function storedCursor({ engine, run, version }: Reading): Promise<StoredCursor | undefined> {
  if (!run.backfill) return await findCursor(engine.database, cursorPlace(version));
  return runCursorSchema.safeParse(run.backfill.cursor).data;
}

interface StoredCursor {
  readonly value?: unknown;
  readonly overlap?: unknown;
}

/** What `moveRunCursor` stores. */
const runCursorSchema = z.object({ value: z.unknown(), overlap: z.unknown() });

async function* gather(batches: AsyncIterable<ReadBatch>): AsyncGenerator<Gathered> {
  let records: RawRecord[] = [];
  let cursor: Json | undefined;
  let since = performance.now();
  for await (const batch of batches) {
    if (records.length === 0) since = performance.now();
    for (const record of batch.records) records.push(record);
    if (batch.cursor !== undefined) cursor = batch.cursor;
    if (records.length < gatherRecords && performance.now() - since < gatherMs) continue;
    yield { records, cursor };
    records = [];
    cursor = undefined;
  }
  if (records.length > 0 || cursor !== undefined) yield { records, cursor };
}

/** Queues what was read and moves the cursor, in one transaction. */
export class Appender {
  readonly #reading: Reading;
  readonly #overlap: Overlap | undefined;
  #ordinal: number;
  /** Of a backfill: the last one a batch ended with. */
  #cursor: unknown;

  private constructor(reading: Reading, overlap: Overlap | undefined) {
    this.#reading = reading;
    this.#overlap = overlap;
    this.#ordinal = reading.run.read;
    this.#cursor = runCursorSchema.safeParse(reading.run.backfill?.cursor).data?.value;
  }

  static async open(reading: Reading): Promise<Appender> {
    const { run, version } = reading;
    // A backfill may stop within a batch: what of it was taken is known when it goes on.
    if (version.resource?.incremental?.overlaps !== true && !run.backfill)
      return new Appender(reading, undefined);
    return new Appender(reading, new Overlap((await storedCursor(reading))?.overlap));
  }

  /** Throws {@link Fenced} when somebody else reads this run now, or it was stopped. */
  async append(gathered: Gathered): Promise<void> {
    const { engine, run, version } = this.#reading;
    const { records, repeated } = this.#name(gathered.records);
    const chunks = await makeChunks(engine, run, { runId: run.id, version: version.version }, records);
    await engine.database.transaction(async (transaction) => {
      const by = { read: records.length, repeated, leaseMs: engine.limits.leaseMs };
      if (!(await advanceRun(transaction, run, by))) throw new Fenced();
      await engine.queue.append(transaction, run, chunks);
      if (run.backfill) {
        this.#cursor = gathered.cursor ?? this.#cursor;
        await moveRunCursor(transaction, run.id, {
          value: this.#cursor,
          overlap: this.#overlap?.toStore() ?? [],
        });
        return;
      }
      if (gathered.cursor === undefined) return;
      await moveCursor(transaction, cursorPlace(version), {
        value: gathered.cursor,
        overlap: this.#overlap?.toStore() ?? [],
        runId: run.id,
      });
    });
    this.#ordinal += records.length;
    await engine.queue.wake(run, [...new Set(chunks.map((chunk) => chunk.lane))]);
  }

  #name(raw: readonly RawRecord[]): { readonly records: readonly QueuedRecord[]; readonly repeated: number } {
    const { run, version } = this.#reading;
    const place = { runId: run.id, ordinal: this.#ordinal, readAt: new Date().toISOString() };
    const overlap = this.#overlap;
    if (!overlap) return { records: nameRecords(version, raw, place), repeated: 0 };
    const fresh = raw.filter((_, index) => {
      const [record] = nameRecords(version, raw.slice(index, index + 1), place);
      return !record || record.refused !== undefined || !overlap.isRepeat(record);
    });
    return { records: nameRecords(version, fresh, place), repeated: raw.length - fresh.length };
  }
}

/** Waits until the flow's queue has room, keeping the run's lease. Reading streams: memory stays flat however long the source is. */
export async function waitForRoom(reading: Reading): Promise<void> {
  const { engine, run, signal } = reading;
  for (;;) {
    signal.throwIfAborted();
    if (!isFull(await engine.queue.stats(run.flowId), reading.backlog)) return;
    const by = { read: 0, repeated: 0, leaseMs: engine.limits.leaseMs };
    if (!(await advanceRun(engine.database, run, by))) throw new Fenced();
    await sleep(roomPollMs, undefined, { signal });
  }
}

const roomPollMs = 50;
