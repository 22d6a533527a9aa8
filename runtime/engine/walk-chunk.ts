import { listOpenDeliveries } from "@trasvase/db/queries/list-open-deliveries.ts";
import { isFinal } from "@trasvase/shared/outcome.ts";
import type { QueuedChunk } from "../queue/queue.ts";
import { mostDeaths } from "./blame.ts";
import { openChunk } from "./chunks.ts";
import { Fenced } from "./fenced.ts";
import { type LaneWork, type LiveWalk, openLinks, openLiveWalk } from "./lane-work.ts";
import { kindOfRecords, readsAlike } from "./open.ts";
import type { OpenVersion } from "./open-versions.ts";
import { isOutside } from "./outside-trouble.ts";
import { isOwed } from "./owed.ts";
import { settle } from "./settle.ts";
import type { RecordToSettle } from "./settlement.ts";
import type { QueuedRecord } from "./source-records.ts";
import { type RecordLeaf, type WalkedRecord, walkRecords, withState } from "./walk-records.ts";

/** Walks chunks that were taken together and settles them. Answers the lane's next ones; none: the lane was given free. */
export async function walkChunks(
  work: LaneWork,
  chunks: readonly QueuedChunk[],
  goesOn: () => boolean,
): Promise<readonly QueuedChunk[]> {
  const started = performance.now();
  const [first] = chunks;
  if (!first) return [];
  const version = await versionFor(work, first);
  const opened = await openChunks(work, version, chunks);
  const records = [...opened.keys()];
  const links = openLinks(work, version);
  const live = await openLiveWalk(work, version, { links });
  const walk = new ChunkRounds(work, version, live);
  const hasOpenKeys = work.lane.mayOwe && (await walk.readOpenKeys(records));
  // One that may end its worker was taken alone.
  if (first.attempts > 1) await walkOneByOne(work, first, records, walk);
  else for (const round of roundsOf(records, kindOfRecords(version))) await walk.walkRound(round);
  await work.writers.flush();
  const settling = walk.settling(opened);
  const next = await settle(work.engine, {
    claim: work.claim,
    flow: work.flow,
    walkedBy: version,
    kind: kindOfRecords(version),
    chunkIds: chunks.map((chunk) => chunk.id),
    records: settling,
    links,
    tookIntents: live.intents.tookAny,
    hasOpenKeys,
    durationMs: performance.now() - started,
    afterwards: goesOn() ? "take-next" : "release",
  });
  work.lane.mayOwe ||= settling.some(isOwed);
  return next;
}

/** The records of chunks in their order, each with the chunk it came in. */
async function openChunks(
  work: LaneWork,
  version: OpenVersion,
  chunks: readonly QueuedChunk[],
): Promise<ReadonlyMap<QueuedRecord, QueuedChunk>> {
  const lists = await Promise.all(chunks.map((chunk) => openChunk(work.engine, version.place, chunk)));
  return new Map(
    chunks.flatMap((chunk, index) => (lists[index] ?? []).map((record) => [record, chunk] as const)),
  );
}

/** The active version walks what is queued, unless it would have read other things than the version that did. */
async function versionFor(work: LaneWork, chunk: QueuedChunk): Promise<OpenVersion> {
  const { claim, connections, engine, flow } = work;
  const active = flow.activeVersion ?? chunk.version;
  const current = await engine.versions.open(claim, active, connections);
  if (active === chunk.version) return current;
  const own = await engine.versions.open(claim, chunk.version, connections);
  return readsAlike(current.plan, own.plan) ? current : own;
}

/**
 * States of a key go together: they arrive in their order. Events of a key go one after the other, because a later one must not pass
 * one that turns out to be owed.
 */
function roundsOf(records: readonly QueuedRecord[], kind: "state" | "event"): QueuedRecord[][] {
  if (kind === "state") return [[...records]];
  const rounds: QueuedRecord[][] = [];
  const seen = new Map<string, number>();
  for (const record of records) {
    const turn = seen.get(record.key) ?? 0;
    seen.set(record.key, turn + 1);
    const round = rounds[turn];
    if (round) round.push(record);
    else rounds[turn] = [record];
  }
  return rounds;
}

/**
 * A worker died over this chunk: each record is walked alone, with a mark before it. The one marked when a worker died is blamed for that
 * death, and rejected unwalked when it is blamed for too many. So is one that makes the walk itself fail.
 */
async function walkOneByOne(
  work: LaneWork,
  chunk: QueuedChunk,
  records: readonly QueuedRecord[],
  walk: ChunkRounds,
): Promise<void> {
  const deaths = chunk.marker === undefined ? chunk.fatal : [...chunk.fatal, chunk.marker];
  const mark = (position: number | null) => work.engine.queue.mark(work.claim, chunk.id, position, deaths);
  for (const [position, record] of records.entries()) {
    if (deaths.filter((blamed) => blamed === position).length >= mostDeaths) {
      walk.refuse(record, "ended-worker", endedWorker);
      continue;
    }
    await mark(position);
    try {
      await walk.walkRound([record]);
    } catch (error) {
      if (error instanceof Fenced || work.signal.aborted || isOutside(error)) throw error;
      const message = `The engine failed over this record: ${error instanceof Error ? error.message : String(error)}.`;
      work.engine.log.error({ flow: work.claim.flowId, record: record.id }, message);
      walk.refuse(record, "engine-failed", message);
    }
  }
  await mark(null);
}

const endedWorker =
  "This record ended its worker several times, so it is not tried again by itself. Look at its size and at the expressions it goes through.";

/** The records of one chunk on their way, round by round. */
class ChunkRounds {
  readonly #work: LaneWork;
  readonly #version: OpenVersion;
  readonly #live: LiveWalk;
  readonly #kind: "state" | "event";
  readonly #walked = new Map<QueuedRecord, WalkedRecord>();
  readonly #waiting = new Set<QueuedRecord>();
  /** Keys behind which later records of this lane wait. */
  readonly #blocked = new Set<string>();

  constructor(work: LaneWork, version: OpenVersion, live: LiveWalk) {
    this.#work = work;
    this.#version = version;
    this.#live = live;
    this.#kind = kindOfRecords(version);
  }

  /** Reads what earlier chunks left open for the keys of these. Answers whether there is anything. */
  async readOpenKeys(records: readonly QueuedRecord[]): Promise<boolean> {
    const keys = [...new Set(records.map((record) => record.key))];
    const open = await listOpenDeliveries(this.#work.engine.database, this.#work.claim.flowId, keys);
    for (const { key, state } of open) if (this.#blocks(state)) this.#blocked.add(key);
    return open.length > 0;
  }

  async walkRound(round: readonly QueuedRecord[]): Promise<void> {
    const free = round.filter((record) => !this.#blocked.has(record.key));
    for (const record of round) if (this.#blocked.has(record.key)) this.#waiting.add(record);
    for (const walked of await walkRecords(this.#version.opened, free, this.#live.effects)) {
      this.#walked.set(walked.record, walked);
      for (const leaf of walked.leaves) {
        if (!isFinal(leaf.outcome.kind) && this.#blocks(leaf.outcome.kind))
          this.#blocked.add(walked.record.key);
      }
    }
  }

  /** Ends a record at the source without walking it. */
  refuse(record: QueuedRecord, code: string, message: string): void {
    const { name } = this.#version.plan.source;
    this.#walked.set(
      record,
      withState(record, [{ recordId: record.id, outcome: { kind: "rejected", node: name, code, message } }]),
    );
  }

  /** Every record, ready to be settled. */
  settling(records: ReadonlyMap<QueuedRecord, QueuedChunk>): RecordToSettle[] {
    return [...records].map(([record, chunk]) => {
      const waits = this.#waiting.has(record);
      const walked = waits ? withState(record, [this.#waitingLeaf(record)]) : this.#walked.get(record);
      if (!walked) throw new Error(`The record ${record.id} was not walked.`);
      return {
        ...walked,
        runId: chunk.runId,
        version: this.#version.version,
        effects: this.#live.book.of(record.id),
        before: undefined,
        begun: chunk.attempts > 1 ? 1 : 0,
        waits,
      };
    });
  }

  #waitingLeaf(record: QueuedRecord): RecordLeaf {
    const message = "Waits until an older record with the same key is done.";
    return {
      recordId: record.id,
      outcome: { kind: "retrying", node: this.#version.plan.source.name, code: "waits", message },
    };
  }

  #blocks(state: string): boolean {
    if (state === "unknown" || state === "waiting" || state === "held") return true;
    return this.#kind === "event" && state === "retrying";
  }
}
