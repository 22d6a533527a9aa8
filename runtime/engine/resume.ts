import { askedCode } from "@trasvase/db/queries/ask-retry.ts";
import { findDue, type StoredDeliveryRow, type StoredOwedRecord } from "@trasvase/db/queries/find-due.ts";
import { supersededCode } from "@trasvase/db/queries/supersede-deliveries.ts";
import type { Ending } from "@trasvase/shared/effects.ts";
import { type OutcomeKind, worseKind } from "@trasvase/shared/outcome.ts";
import { parseRecords } from "./chunks.ts";
import type { Engine } from "./engine.ts";
import { kindOfRecords, type LaneWork, openLinks, openLiveWalk } from "./lane-work.ts";
import type { OpenVersion } from "./open.ts";
import { giveUpAfter } from "./owed.ts";
import { openPayload } from "./payload.ts";
import { settle } from "./settle.ts";
import type { OwedBefore, RecordToSettle } from "./settlement.ts";
import { nameRecords, type QueuedRecord } from "./source-records.ts";
import {
  deliveredWell,
  EffectBook,
  type GivenEffects,
  nothingBehind,
  parseEffects,
  type StoredEffect,
  settledEffects,
  withStoredEffects,
} from "./stored-effects.ts";
import { lookedOnce } from "./unknown.ts";
import { leafPlace, type RecordLeaf, walkRecords, withState } from "./walk-records.ts";

const recordsAtOnce = 100;

/** An owed record with its contents opened. */
interface Opened {
  readonly stored: StoredOwedRecord;
  readonly record: QueuedRecord;
  readonly effects: readonly StoredEffect[];
}

/**
 * Walks what is owed in this lane and due, with the effects it has: nothing is fetched or sent twice. Answers how many records that were.
 */
export async function resumeDue(work: LaneWork): Promise<number> {
  const due = await findDue(work.engine.database, work.claim, recordsAtOnce);
  const opened = await Promise.all(due.map((stored) => openOwed(work.engine, work.claim, stored)));
  for (const group of groupByWalk(work, opened)) {
    const version = await work.engine.versions.open(work.claim, group.version, work.connections);
    await resume(work, version, group);
  }
  return opened.length;
}

/** Opens the contents of an owed record. */
export async function openOwed(
  engine: Engine,
  place: { readonly workspaceId: string; readonly flowId: string },
  stored: StoredOwedRecord,
): Promise<Opened> {
  const [record] = parseRecords([JSON.parse(await openPayload(engine, place, "owed", stored))]);
  if (!record) throw new Error(`The owed record ${stored.recordId} is empty.`);
  const effects = stored.effects
    ? parseEffects(
        JSON.parse(await openPayload(engine, place, "effects", { ...stored, payload: stored.effects })),
      )
    : [];
  return { stored, record, effects };
}

interface Group {
  readonly version: number;
  /** `closing`: a newer record took their place; they are derived to their end without any call. */
  readonly kind: "retry" | "asked" | "closing";
  readonly records: Opened[];
}

function groupByWalk(work: LaneWork, opened: readonly Opened[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of opened) {
    const codes = new Set(one.stored.deliveries.map((row) => row.errorCode));
    const kind = codes.has(supersededCode) ? "closing" : codes.has(askedCode) ? "asked" : "retry";
    const version = kind === "asked" ? (work.flow.activeVersion ?? one.stored.version) : one.stored.version;
    const name = `${kind} ${version}`;
    const group = groups.get(name) ?? { version, kind, records: [] };
    group.records.push(one);
    groups.set(name, group);
  }
  return [...groups.values()];
}

async function resume(work: LaneWork, version: OpenVersion, group: Group): Promise<void> {
  const started = performance.now();
  const given = new Map<string, GivenEffects>();
  const looksInto = new Map<string, number>();
  for (const one of group.records) {
    given.set(one.record.id, givenOf(one, group.kind));
    for (const row of one.stored.deliveries) if (row.errorCode === lookedOnce) looksInto.set(row.arrival, 1);
  }
  const links = openLinks(work, version);
  const live =
    group.kind === "closing"
      ? closedWalk(given)
      : await openLiveWalk(work, version, { given, looksInto, links });
  const records = group.records.map((one) =>
    group.kind === "asked" ? nameAgain(version, one.record) : one.record,
  );
  const walked = await walkRecords(version.opened, records, live.effects);
  if (group.kind !== "closing") await work.writers.flush();
  await settle(work.engine, {
    claim: work.claim,
    flow: work.flow,
    kind: kindOfRecords(version),
    chunkId: undefined,
    records: walked.map((one, index): RecordToSettle => {
      const owed = group.records[index];
      if (!owed) throw new Error("A walk answered more records than it was given.");
      const before = beforeOf(owed.stored);
      const leaves = one.leaves.map((leaf) => finishLeaf(work.engine, owed.stored, before, leaf));
      return {
        ...withState(one.record, leaves),
        runId: owed.stored.runId,
        version: version.version,
        effects: live.book.of(one.record.id),
        before,
        waits: false,
      };
    }),
    links,
    durationMs: performance.now() - started,
    takeNext: false,
  });
}

function closedWalk(given: ReadonlyMap<string, GivenEffects>) {
  const book = new EffectBook();
  return {
    book,
    effects: withStoredEffects(nothingBehind("A newer record of this key took its place."), given, book),
  };
}

function givenOf({ effects, stored }: Opened, kind: Group["kind"]): GivenEffects {
  if (kind === "asked") return { effects: deliveredWell(effects), samePlaces: false, held: heldOf(stored) };
  if (kind === "retry") return { effects: settledEffects(effects), samePlaces: true, held: heldOf(stored) };
  const places = new Set(supersededPlaces(stored));
  const held = new Map(places.size > 0 ? [...places].map((place) => [place, superseded] as const) : []);
  return { effects: effects.filter((effect) => !places.has(effect.place)), samePlaces: true, held };
}

const superseded: Ending = {
  kind: "superseded",
  message: "A newer record with the same key has taken its place here.",
};

function supersededPlaces(stored: StoredOwedRecord): string[] {
  return stored.deliveries.flatMap((row) => (row.errorCode === supersededCode ? [row.arrival] : []));
}

/** What is said about the arrivals whose time has not come. */
function heldOf(stored: StoredOwedRecord): ReadonlyMap<string, Ending> {
  return new Map(
    stored.deliveries.flatMap((row): [string, Ending][] => {
      const isDue = row.dueInMs !== null && row.dueInMs <= 0;
      if (isDue || row.state === "rejected" || row.state === "waiting") return [];
      return [[row.arrival, endingOf(row)]];
    }),
  );
}

function endingOf(row: StoredDeliveryRow): Ending {
  return {
    kind: row.state === "unknown" ? "unknown" : "retrying",
    message: row.errorMessage ?? "",
    ...(row.errorCode === null ? {} : { code: row.errorCode }),
    retryAfterMs: Math.max(0, Math.round(row.dueInMs ?? 0)),
  };
}

/** A leaf as it is stored: closed where a newer record took its place, given up where it was tried too often. */
function finishLeaf(
  engine: Engine,
  stored: StoredOwedRecord,
  before: OwedBefore,
  leaf: RecordLeaf,
): RecordLeaf {
  const place = leafPlace(leaf);
  const row = stored.deliveries.find((one) => one.arrival === place);
  if (row?.errorCode === supersededCode) {
    return { ...leaf, outcome: { ...superseded, node: leaf.outcome.node } };
  }
  if (before.held.has(place)) return leaf;
  return giveUpAfter(engine, leaf, (before.tries.get(place) ?? 0) + 1);
}

function beforeOf(stored: StoredOwedRecord): OwedBefore {
  return {
    runId: stored.runId,
    state: stored.deliveries.reduce<OutcomeKind>((worst, row) => worseKind(worst, kindOf(row)), "filtered"),
    attempts: stored.attempts,
    log: stored.log,
    tries: new Map(stored.deliveries.map((row) => [row.arrival, row.attempts])),
    held: new Set(heldOf(stored).keys()),
  };
}

/** The outcome that a delivery's state counts as. */
function kindOf(row: StoredDeliveryRow): OutcomeKind {
  return row.state === "unknown" || row.state === "rejected" ? row.state : "retrying";
}

/** A record that had no key may have one by the rule of another version. */
function nameAgain(version: OpenVersion, record: QueuedRecord): QueuedRecord {
  if (record.refused?.code !== "empty-key" && record.refused?.code !== "unusable-key") return record;
  const [renamed] = nameRecords(version, [{ data: record.data, deleted: record.deleted }], {
    runId: "",
    ordinal: record.ordinal,
    readAt: record.readAt,
  });
  if (!renamed || renamed.refused) return record;
  const { refused: _, ...rest } = record;
  return { ...rest, key: renamed.key };
}
