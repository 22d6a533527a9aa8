import type { StoredDeliveryRow, StoredOwedRecord } from "@trasvase/db/queries/find-due.ts";
import { supersededCode } from "@trasvase/db/queries/supersede-deliveries.ts";
import type { Ending } from "@trasvase/shared/effects.ts";
import { type OutcomeKind, worseKind } from "@trasvase/shared/outcome.ts";
import { mostWeight } from "./blame.ts";
import { parseRecords } from "./chunks.ts";
import type { Engine } from "./engine.ts";
import type { OpenVersion } from "./open-versions.ts";
import { giveUpAfter } from "./owed.ts";
import { openPayload } from "./payload.ts";
import type { OwedBefore } from "./settlement.ts";
import { nameRecords, type QueuedRecord } from "./source-records.ts";
import {
  deliveredWell,
  type GivenEffects,
  parseEffects,
  type StoredEffect,
  settledEffects,
} from "./stored-effects.ts";
import { leafPlace, type RecordLeaf } from "./walk-records.ts";

/** An owed record with its contents opened. */
export interface OpenedOwed {
  readonly stored: StoredOwedRecord;
  readonly record: QueuedRecord;
  readonly effects: readonly StoredEffect[];
}

/**
 * How an owed record is walked. `retry`: with what it has, by its own version. `asked`: a person wants it walked by the active version.
 * `closing`: a newer record took its place somewhere, or somebody ends it. `fatal`: it ended its workers. The last two are derived without any call.
 */
export type OwedWalk = "retry" | "asked" | "closing" | "fatal";

/** Wishes that end something without asking any system. */
const endingWishes: ReadonlySet<string> = new Set(["close", "expire", "refuse"]);

/** Opens the contents of an owed record. */
export async function openOwed(
  engine: Engine,
  place: { readonly workspaceId: string; readonly flowId: string },
  stored: StoredOwedRecord,
): Promise<OpenedOwed> {
  const [record] = parseRecords([JSON.parse(await openPayload(engine, place, "owed", stored))]);
  if (!record) throw new Error(`The owed record ${stored.recordId} is empty.`);
  if (!stored.effects) return { stored, record, effects: [] };
  const sealed = { payload: stored.effects, dataKeyId: stored.dataKeyId };
  const effects = parseEffects(JSON.parse(await openPayload(engine, place, "effects", sealed)));
  return { stored, record, effects };
}

/** Decides how an owed record is walked. */
export function walkOf(stored: StoredOwedRecord): OwedWalk {
  const codes = new Set(stored.deliveries.map((row) => row.errorCode));
  if (codes.has(supersededCode)) return "closing";
  if (endingWishes.has(stored.wish ?? "")) return "closing";
  if (stored.wish === "retry") return "asked";
  return stored.begun >= mostWeight ? "fatal" : "retry";
}

/** The effects a record brings to its next walk. */
export function givenOf({ effects, stored }: OpenedOwed, walk: OwedWalk): GivenEffects {
  switch (walk) {
    case "asked":
      return { effects: deliveredWell(effects), samePlaces: false, held: heldOf(stored) };
    case "retry":
      return { effects: settledEffects(effects), samePlaces: true, held: heldOf(stored) };
    case "fatal":
      return { effects, samePlaces: true };
    default: {
      const places = new Set(
        stored.deliveries.flatMap((row) => (row.errorCode === supersededCode ? [row.arrival] : [])),
      );
      return {
        effects: effects.filter((effect) => !places.has(effect.place)),
        samePlaces: true,
        held: new Map([...places].map((place) => [place, superseded])),
      };
    }
  }
}

const superseded: Ending = {
  kind: "superseded",
  message: "A newer record with the same key has taken its place here.",
};

const fatal: Ending = {
  kind: "rejected",
  code: "ended-worker",
  message:
    "This record ended its worker several times, so it is not tried again by itself. Look at its size and at the expressions it goes through.",
};

/** How a wish ends an open end of its record; undefined where it is not about it. */
function wishedEnding({ wish, wishNote }: StoredOwedRecord, row: StoredDeliveryRow): Ending | undefined {
  const message = wishNote ?? "";
  if (wish === "close" && row.state === "rejected") return { kind: "skipped", code: "closed", message };
  if (wish === "expire" && row.state === "rejected")
    return { kind: "skipped", code: "expired", message: expired };
  if (wish === "refuse" && row.state === "held") return { kind: "rejected", code: "not-confirmed", message };
  return undefined;
}

const expired =
  "Nobody looked at it for as long as the flow keeps rejected records, so it was closed as expired.";

function isDue(row: StoredDeliveryRow): boolean {
  return row.dueInMs !== null && row.dueInMs <= 0;
}

/** What is said about the arrivals whose time has not come. */
function heldOf(stored: StoredOwedRecord): ReadonlyMap<string, Ending> {
  return new Map(
    stored.deliveries.flatMap((row): [string, Ending][] => {
      if (isDue(row) || row.state === "rejected" || row.state === "waiting") return [];
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
export function finishLeaf(
  engine: Engine,
  owed: { readonly stored: StoredOwedRecord; readonly before: OwedBefore; readonly walk: OwedWalk },
  leaf: RecordLeaf,
): RecordLeaf {
  const { before, stored, walk } = owed;
  const place = leafPlace(leaf);
  const row = stored.deliveries.find((one) => one.arrival === place);
  if (row?.errorCode === supersededCode) return end(leaf, superseded);
  const wished = row && wishedEnding(stored, row);
  if (wished) return end(leaf, wished);
  if (walk === "fatal" && row && isDue(row)) return end(leaf, fatal);
  if (before.held.has(place)) return leaf;
  const outcome = giveUpAfter(engine.limits, leaf.outcome, (before.tries.get(place) ?? 0) + 1);
  return outcome === leaf.outcome ? leaf : { ...leaf, outcome };
}

function end(leaf: RecordLeaf, ending: Ending): RecordLeaf {
  return { ...leaf, outcome: { ...ending, node: leaf.outcome.node } };
}

/** What settling needs to know of a record's time before this walk. */
export function beforeOf(stored: StoredOwedRecord): OwedBefore {
  return {
    runId: stored.runId,
    state: stored.deliveries.reduce<OutcomeKind>((worst, row) => worseKind(worst, kindOf(row)), "filtered"),
    attempts: stored.attempts,
    wishes: stored.wishes,
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
export function nameAgain(version: OpenVersion, record: QueuedRecord): QueuedRecord {
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
