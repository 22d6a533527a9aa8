import type { Queryable } from "@trasvase/db/client.ts";
import { addRunCounts, type CountChange } from "@trasvase/db/queries/add-run-counts.ts";
import { changeLinks, type LinkToKeep } from "@trasvase/db/queries/change-links.ts";
import { clearIntents } from "@trasvase/db/queries/clear-intents.ts";
import { ensureLogPartition, logDay } from "@trasvase/db/queries/ensure-log-partition.ts";
import { finishRun } from "@trasvase/db/queries/finish-run.ts";
import { insertLog, type LogPlace, supersedeLogRows } from "@trasvase/db/queries/insert-log.ts";
import { closeOwed, keepOwed } from "@trasvase/db/queries/keep-owed.ts";
import { supersedeDeliveries } from "@trasvase/db/queries/supersede-deliveries.ts";
import { wakeWaiting } from "@trasvase/db/queries/wake-waiting.ts";
import { endWishes } from "@trasvase/db/queries/wish.ts";
import type { OutcomeKind } from "@trasvase/shared/outcome.ts";
import type { QueuedChunk } from "../queue/queue.ts";
import type { Engine } from "./engine.ts";
import { Fenced } from "./fenced.ts";
import { logOf, type RecordLog, sealLog, withLoggedStandIns } from "./log-records.ts";
import { isOwed, type OwedSeal, owedOf, sealOwed } from "./owed.ts";
import type { RecordToSettle, Settlement } from "./settlement.ts";
import { supersedingOf } from "./superseding.ts";

/** What one settling writes, made ready before its transaction begins: sealing takes time and locks must not wait for it. */
interface Prepared {
  readonly settlement: Settlement;
  readonly place: LogPlace;
  readonly log: RecordLog | undefined;
  readonly owed: ReadonlyMap<string, OwedSeal>;
  /** Links that changed, with the pair of kinds each is of. */
  readonly links: readonly LinkToKeep[];
}

/**
 * Stores, in one transaction: outcomes, effects, record log, links, counts, what is still owed, and the acknowledgement of the chunks.
 * Answers the lane's next chunks. Throws {@link Fenced} when somebody newer owns the lane; then nothing is stored.
 */
export async function settle(engine: Engine, settlement: Settlement): Promise<readonly QueuedChunk[]> {
  const prepared = await prepare(engine, settlement);
  const next = await engine.database.transaction(async (transaction) => {
    // What needs no answer of each other goes out together: most of settling is two round trips.
    const [logged] = await Promise.all([
      storeLog(transaction, prepared),
      fence(engine, transaction, settlement),
      storeCounts(transaction, settlement),
      changeLinks(transaction, settlement.flow.flowId, prepared.links),
    ]);
    if (changesOwed(settlement)) await storeOwed(transaction, prepared, logged);
    const [lane] = await Promise.all([
      passOn(engine, transaction, settlement),
      settlement.tookIntents ? clearIntents(transaction, settlement.claim) : undefined,
    ]);
    return lane;
  });
  await finishRuns(engine, settlement, next);
  return next;
}

/** Whether something is owed now, or was before. */
function changesOwed({ hasOpenKeys, records }: Settlement): boolean {
  return hasOpenKeys || records.some((record) => record.before !== undefined || isOwed(record));
}

async function passOn(
  engine: Engine,
  transaction: Queryable,
  { afterwards, claim }: Settlement,
): Promise<readonly QueuedChunk[]> {
  if (afterwards === "keep") return [];
  const leaseMs = afterwards === "take-next" ? engine.limits.leaseMs : undefined;
  return await engine.queue.takeNextOrRelease(transaction, claim, leaseMs);
}

/** A run may have ended with these records, unless more of it is queued behind them. */
async function finishRuns(
  engine: Engine,
  { records }: Settlement,
  next: readonly QueuedChunk[],
): Promise<void> {
  const runs = new Set(records.map((record) => record.runId));
  for (const { runId } of next) runs.delete(runId);
  for (const runId of runs) await finishRun(engine.database, runId);
}

async function prepare(engine: Engine, settlement: Settlement): Promise<Prepared> {
  const { flow, records } = settlement;
  const at = new Date();
  const place: LogPlace = {
    workspaceId: flow.workspaceId,
    flowId: flow.flowId,
    retention: flow.retention,
    day: logDay(at),
    at,
  };
  await ensureLogPartition(engine.database, place.retention, place.day);
  const shown = await withLoggedStandIns(engine, settlement);
  const log = await sealLog(engine, place, logOf(flow, shown, settlement.durationMs));
  // Owed contents stay complete; what lists show of them does not need to be.
  const open = records.flatMap((record, index) =>
    isOwed(record) ? [{ ...record, leaves: shown[index]?.leaves ?? record.leaves }] : [],
  );
  const owed = await sealOwed(engine, flow, open);
  return { settlement, place, log, owed, links: await linksOf(engine, settlement) };
}

async function linksOf(engine: Engine, { flow, links }: Settlement): Promise<readonly LinkToKeep[]> {
  const kept: LinkToKeep[] = [];
  for (const { link, sourceKey, target } of links.changes()) {
    const ends = { workspaceId: flow.workspaceId, source: links.source, target };
    const pairId = await engine.linkPairs.findOrAdd(ends);
    kept.push({ pairId, sourceKey, targetId: link?.targetId ?? null, sentHash: link?.sentHash ?? null });
  }
  return kept;
}

async function fence(engine: Engine, transaction: Queryable, settlement: Settlement): Promise<void> {
  const { chunkIds, claim } = settlement;
  const isOurs =
    chunkIds.length === 0
      ? await engine.queue.hold(transaction, claim, engine.limits.leaseMs)
      : (await engine.queue.acknowledge(transaction, claim, chunkIds)) === "ok";
  if (!isOurs) throw new Fenced();
}

async function storeLog(transaction: Queryable, prepared: Prepared): Promise<ReadonlyMap<string, number>> {
  const { log, place, settlement } = prepared;
  if (!log) return new Map();
  const ids = insertLog(transaction, place, log.rows, log.contents);
  const earlier = settlement.records.flatMap((record) => record.before?.log ?? []);
  await Promise.all([ids, supersedeLogRows(transaction, earlier)]);
  return await ids;
}

async function storeCounts(transaction: Queryable, { claim, records }: Settlement): Promise<void> {
  const changes = new Map<string, CountChange>();
  const add = (runId: string, kind: OutcomeKind, by: number) => {
    const change = changes.get(runId) ?? {};
    change[kind] = (change[kind] ?? 0) + by;
    changes.set(runId, change);
  };
  for (const { before, runId, state } of records) {
    if (before) add(runId, before.state, -1);
    add(runId, state, 1);
  }
  await Promise.all(
    [...changes].map(([runId, change]) => addRunCounts(transaction, { runId, lane: claim.lane }, change)),
  );
}

async function storeOwed(
  transaction: Queryable,
  { owed, place, settlement }: Prepared,
  logged: ReadonlyMap<string, number>,
): Promise<void> {
  const { claim, flow, kind, records } = settlement;
  const open = records.filter(isOwed);
  await keepOwed(
    transaction,
    { workspaceId: flow.workspaceId, flowId: flow.flowId, lane: claim.lane },
    open.map((record) => owedOf(record, owed, logPointer(record, place, logged))),
  );
  await endWishes(
    transaction,
    flow.flowId,
    open.flatMap(({ before, record }) => (before ? [{ recordId: record.id, wishes: before.wishes }] : [])),
  );
  const closed = records.filter((record) => record.before && !isOwed(record));
  await closeOwed(
    transaction,
    flow.flowId,
    closed.map((record) => record.record.id),
  );
  if (kind === "state") await supersedeDeliveries(transaction, flow.flowId, supersedingOf(records));
  const keys = new Set(records.flatMap(({ before, record }) => (before ? [record.key] : [])));
  await wakeWaiting(transaction, flow.flowId, [...keys], kind);
}

function logPointer(record: RecordToSettle, place: LogPlace, logged: ReadonlyMap<string, number>) {
  const id = logged.get(record.record.id);
  return id === undefined ? record.before?.log : { retention: place.retention, day: place.day, id };
}
