import type { RawRecord } from "@trasvase/shared/connector.ts";
import type { Arrival, Delivered } from "@trasvase/shared/effects.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { Outcome, OutcomeCounts } from "@trasvase/shared/outcome.ts";
import { walk } from "@trasvase/shared/walk.ts";
import { backOff } from "./back-off.ts";
import type { OpenFlow } from "./open.ts";
import { nameRecords, type QueuedRecord, walkTime } from "./source-records.ts";
import {
  EffectBook,
  type GivenEffects,
  settledEffects,
  type TracingEffects,
  withStoredEffects,
} from "./stored-effects.ts";
import { type WalkedRecord, walkRecords } from "./walk-records.ts";

/** A run without queue and database: read, walk, deliver and settle in memory, as a stream. */
export interface FileRun {
  readonly flow: OpenFlow;
  /** Batches in order, each held only while it is walked. */
  readonly batches: AsyncIterable<readonly RawRecord[]>;
  readonly effects: TracingEffects;
  /** True when every effect is a line in a file: nothing can be late, so nothing has to be remembered for another try. */
  readonly onlyFiles: boolean;
  /** Records read before these, when this is a later part of one input: names and ordinals count from there. */
  readonly readBefore?: number;
  /** Makes what a batch wrote durable. */
  flush(): Promise<void>;
  /** Told about each record that did not end well, in input order. */
  onRejected(record: QueuedRecord, outcome: Outcome): void;
  /** Told after each batch. */
  onProgress?(summary: FileRunSummary): void;
  wait(milliseconds: number): Promise<void>;
}

/** How many records were read, and how they ended by their worst leaf. */
export interface FileRunSummary {
  readonly read: number;
  readonly counts: OutcomeCounts;
}

const tries = 3;
const patience = { retryBaseMs: 500, retryMostMs: 10_000 };
const runId = "run";

/** Runs to the end of the input. Memory stays bounded by one batch, whatever the input's length. */
export async function runFiles(run: FileRun): Promise<FileRunSummary> {
  const counts: OutcomeCounts = {};
  let read = 0;
  for await (const batch of run.batches) {
    const ordinal = (run.readBefore ?? 0) + read;
    const place = { runId, ordinal, readAt: new Date().toISOString() };
    const records = nameRecords(run.flow, batch, place);
    read += records.length;
    if (run.onlyFiles && !records.some((record) => record.refused)) await walkFiles(run, records, counts);
    else for (const walked of await walkTrying(run, records)) settle(run, walked, counts);
    await run.flush();
    run.onProgress?.({ read, counts });
  }
  return { read, counts };
}

/** The short way of the commonest case: no effect can fail, so a walk's own states are the end of it. */
async function walkFiles(
  run: FileRun,
  records: readonly QueuedRecord[],
  counts: OutcomeCounts,
): Promise<void> {
  const first = records[0];
  if (!first) return;
  const { states, leaves } = await walk(run.flow.opened, records, {
    at: walkTime(first),
    effects: run.effects,
  });
  let rejected = false;
  for (const state of states) {
    counts[state] = (counts[state] ?? 0) + 1;
    rejected ||= state === "rejected";
  }
  if (!rejected) return;
  for (const { origin, outcome } of [...leaves].sort((a, b) => a.origin - b.origin)) {
    const record = records[origin];
    if (record && outcome.kind === "rejected") run.onRejected(record, outcome);
  }
}

/** Walks; what is only late is walked again with the effects it already has, three times in all. */
async function walkTrying(run: FileRun, records: readonly QueuedRecord[]): Promise<readonly WalkedRecord[]> {
  const done = new Map<QueuedRecord, WalkedRecord>();
  const given = new Map<string, GivenEffects>();
  let open = records;
  for (let attempt = 1; open.length > 0; attempt++) {
    const book = new EffectBook();
    const effects = withStoredEffects(run.effects, given, book);
    for (const walked of await walkRecords(run.flow.opened, open, effects)) done.set(walked.record, walked);
    if (attempt === tries) break;
    const late = open.filter((record) => done.get(record)?.state === "retrying");
    for (const { id } of late) given.set(id, { effects: settledEffects(book.of(id)), samePlaces: true });
    if (late.length > 0) await run.wait(longestWait(late, done, attempt));
    open = late;
  }
  return records.flatMap((record) => done.get(record) ?? []);
}

function longestWait(
  late: readonly QueuedRecord[],
  done: ReadonlyMap<QueuedRecord, WalkedRecord>,
  attempt: number,
): number {
  const told = late.flatMap(
    (record) => done.get(record)?.leaves.map((leaf) => leaf.outcome.retryAfterMs ?? 0) ?? [],
  );
  return backOff(patience, attempt, Math.max(0, ...told));
}

function settle(run: FileRun, walked: WalkedRecord, counts: OutcomeCounts): void {
  counts[walked.state] = (counts[walked.state] ?? 0) + 1;
  for (const { outcome } of walked.leaves) {
    if (outcome.kind === "rejected" || outcome.kind === "retrying" || outcome.kind === "unknown") {
      run.onRejected(walked.record, outcome);
    }
  }
}

/** Something that takes one line at a time; a promise answers when it has to be waited for. */
export interface LineSink {
  add(record: Json): Promise<void> | undefined;
}

/**
 * Puts a file of lines in the place of a destination: each arrival is written as a line, in input order, and counts as created; match
 * fields and what to do with existing records have no meaning there.
 */
export function writingLines(behind: TracingEffects, step: string, lines: LineSink): TracingEffects {
  return {
    lookUp: behind.lookUp,
    deliver: async (place, terms, arrivals) => {
      if (place.name !== step) return await behind.deliver(place, terms, arrivals);
      for (const arrival of inInputOrder(arrivals)) {
        const waiting = lines.add(arrival.data);
        if (waiting) await waiting;
      }
      return arrivals.map((): Delivered => written);
    },
  };
}

const written: Delivered = { outcome: { kind: "created", message: "Written as a line." } };

/** Several ways into one step bring their records one way after the other. */
function inInputOrder(arrivals: readonly Arrival[]): readonly Arrival[] {
  const isSorted = arrivals.every((arrival, index) => {
    const before = arrivals[index - 1];
    return !before || before.source.ordinal <= arrival.source.ordinal;
  });
  return isSorted ? arrivals : [...arrivals].sort((a, b) => a.source.ordinal - b.source.ordinal);
}
