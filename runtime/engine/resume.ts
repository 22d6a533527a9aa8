import { findDue } from "@trasvase/db/queries/find-due.ts";
import { noteBegun, putBackOwed } from "@trasvase/db/queries/note-begun.ts";
import type { Wish } from "@trasvase/db/schema/owed-record.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { weight } from "./blame.ts";
import { Fenced } from "./fenced.ts";
import { type LaneWork, openLinks, openLiveWalk } from "./lane-work.ts";
import { kindOfRecords } from "./open.ts";
import type { OpenVersion } from "./open-versions.ts";
import { isOutside } from "./outside-trouble.ts";
import {
  beforeOf,
  finishLeaf,
  givenOf,
  nameAgain,
  type OpenedOwed,
  type OwedWalk,
  openOwed,
  walkOf,
} from "./owed-walk.ts";
import { settle } from "./settle.ts";
import type { RecordToSettle } from "./settlement.ts";
import { EffectBook, type GivenEffects, nothingBehind, withStoredEffects } from "./stored-effects.ts";
import { lookedOnce } from "./unknown.ts";
import { type WalkedRecord, walkRecords, withState } from "./walk-records.ts";

const recordsAtOnce = 100;
/** How long owed records rest when their walk could not be settled. */
const restMs = 1_000;

/** Owed records that are walked together: by the same version and in the same way. */
interface Group {
  readonly version: number;
  readonly walk: OwedWalk;
  readonly records: OpenedOwed[];
}

/**
 * Walks what is owed in this lane and due, with the effects it has: nothing is fetched or sent twice. With `wishes` only what was
 * wished for so. Answers how many records that were.
 */
export async function resumeDue(work: LaneWork, wishes?: readonly Wish[]): Promise<number> {
  const due = await findDue(work.engine.database, work.claim, recordsAtOnce, wishes);
  const opened = await Promise.all(due.map((stored) => openOwed(work.engine, work.claim, stored)));
  const { gate } = work.engine;
  for (const group of groupByWalk(work, opened)) {
    const walk = () => resumeNoted(work, group);
    const isSuspect = group.records.some((one) => one.stored.begun > 0);
    await gate[isSuspect ? "alone" : "together"](work.signal, walk);
  }
  return opened.length;
}

/** A record whose last walk did not come back is walked alone, so that the others do not go down with it. */
function groupByWalk(work: LaneWork, opened: readonly OpenedOwed[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of opened) {
    const walk = walkOf(one.stored);
    const version = walk === "asked" ? (work.flow.activeVersion ?? one.stored.version) : one.stored.version;
    const name = one.stored.begun > 0 ? one.record.id : `${walk} ${version}`;
    const group = groups.get(name) ?? { version, walk, records: [] };
    group.records.push(one);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** Notes that the walk begins, so that it is known should the worker not come back. */
async function resumeNoted(work: LaneWork, group: Group): Promise<void> {
  const { claim, engine } = work;
  const ids = group.records.map((one) => one.record.id);
  const calls = group.walk === "retry" || group.walk === "asked";
  const against = ids.length === 1 ? weight.alone : weight.together;
  if (calls) await noteBegun(engine.database, claim.flowId, ids, against);
  try {
    const version = await engine.versions.open(claim, group.version, work.connections);
    await resume(work, version, group);
  } catch (error) {
    if (error instanceof Fenced) throw error;
    const isNoSign = work.signal.aborted || error instanceof ConnectorError || isOutside(error);
    await putBackOwed(engine.database, claim.flowId, ids, {
      restMs: work.signal.aborted ? 0 : restMs,
      begunBack: calls && isNoSign ? against : 0,
    });
    throw error;
  }
}

async function resume(work: LaneWork, version: OpenVersion, group: Group): Promise<void> {
  const started = performance.now();
  const { records, walk } = group;
  const given = new Map(records.map((one) => [one.record.id, givenOf(one, walk)]));
  const links = openLinks(work, version);
  const isClosed = walk === "closing" || walk === "fatal";
  const live = isClosed
    ? closedWalk(given)
    : await openLiveWalk(work, version, {
        given,
        looksInto: looksOf(records),
        links,
        tries: triesOf(records),
        confirmed: confirmedOf(records),
      });
  const named = records.map((one) => (walk === "asked" ? nameAgain(version, one.record) : one.record));
  const walked = await walkRecords(version.opened, named, live.effects);
  if (!isClosed) await work.writers.flush();
  await settle(work.engine, {
    claim: work.claim,
    flow: work.flow,
    walkedBy: version,
    kind: kindOfRecords(version),
    chunkIds: [],
    records: walked.map((one, index) => toSettle(work, version, group, { one, index, book: live.book })),
    links,
    tookIntents: live.intents.tookAny,
    hasOpenKeys: true,
    durationMs: performance.now() - started,
    afterwards: "keep",
  });
}

function toSettle(
  work: LaneWork,
  version: OpenVersion,
  { records, walk }: Group,
  { book, index, one }: { readonly one: WalkedRecord; readonly index: number; readonly book: EffectBook },
): RecordToSettle {
  const stored = records[index]?.stored;
  if (!stored) throw new Error("A walk answered more records than it was given.");
  const before = beforeOf(stored);
  const leaves = one.leaves.map((leaf) => finishLeaf(work.engine, { stored, before, walk }, leaf));
  return {
    ...withState(one.record, leaves),
    runId: stored.runId,
    version: version.version,
    effects: book.of(one.record.id),
    before,
    begun: stored.begun,
    waits: false,
  };
}

function looksOf(records: readonly OpenedOwed[]): ReadonlyMap<string, number> {
  const rows = records.flatMap((one) => one.stored.deliveries);
  return new Map(rows.flatMap((row) => (row.errorCode === lookedOnce ? [[row.arrival, 1] as const] : [])));
}

function triesOf(records: readonly OpenedOwed[]): ReadonlyMap<string, number> {
  const rows = records.flatMap((one) => one.stored.deliveries);
  return new Map(rows.map((row) => [row.arrival, row.attempts]));
}

function confirmedOf(records: readonly OpenedOwed[]): ReadonlySet<string> {
  return new Set(records.flatMap(({ record, stored }) => (stored.wish === "confirm" ? [record.id] : [])));
}

function closedWalk(given: ReadonlyMap<string, GivenEffects>) {
  const book = new EffectBook();
  const behind = nothingBehind("It was closed before it came this far.");
  return { book, effects: withStoredEffects(behind, given, book), intents: { tookAny: false } };
}
