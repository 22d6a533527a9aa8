import type { FlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import type { LogPlace, LogRow, SealedContents } from "@trasvase/db/queries/insert-log.ts";
import { storableText } from "@trasvase/db/storable-text.ts";
import { isFinal, type Outcome, outcomeSchema } from "@trasvase/shared/outcome.ts";
import * as z from "zod";
import type { Engine } from "./engine.ts";
import { fingerprintOf, isOwed } from "./owed.ts";
import { sealPayload } from "./payload.ts";
import type { RecordToSettle, Settlement } from "./settlement.ts";
import type { QueuedRecord } from "./source-records.ts";
import { walkWithStandIns } from "./stand-in/stand-in-walk.ts";
import type { StoredEffect } from "./stored-effects.ts";

/** The column `leaves` of the record log. */
export const loggedLeavesSchema = z.array(outcomeSchema.extend({ recordId: z.string() }));

/** A record as the payload of the log keeps it: with its effects everything a replay needs. */
export interface LoggedRecord {
  readonly record: QueuedRecord;
  readonly effects: readonly StoredEffect[];
  /** Its personal fields, and what was made of them, are stand-ins. */
  readonly standIns?: true;
  /** With stand-ins it takes another way: a replay does not give back what happened. */
  readonly deviates?: true;
}

/** A walked record that may be logged. */
export interface RecordToLog extends RecordToSettle, Pick<LoggedRecord, "standIns" | "deviates"> {}

/** Log rows with their contents. */
export interface RecordLog {
  readonly rows: readonly LogRow[];
  readonly contents: SealedContents;
}

/** Of a flow that logs failures only, one of this many other records is logged all the same. */
const sampledOneIn = 100;
const longestMessage = 2000;

/** The rows to be logged for walked records, by the flow's policy, and the contents to be kept. */
export function logOf(
  flow: FlowTerms,
  records: readonly RecordToLog[],
  durationMs: number,
): { readonly rows: readonly LogRow[]; readonly contents: readonly LoggedRecord[] } {
  const logged = records.filter((record) => !record.waits && isLogged(flow, record));
  const contents = logged.map(({ deviates, effects, record, standIns }) => ({
    record,
    effects,
    ...(standIns ? { standIns } : {}),
    ...(deviates ? { deviates } : {}),
  }));
  return { rows: logged.map((record, index) => rowOf(record, index, durationMs)), contents };
}

/**
 * The records as they may be stored where nothing is owed: with stand-ins for what is personal. In a flow without personal fields these are
 * the very same ones.
 */
export async function withLoggedStandIns(
  engine: Pick<Engine, "standIns">,
  { flow, records, walkedBy }: Pick<Settlement, "flow" | "records" | "walkedBy">,
): Promise<readonly RecordToLog[]> {
  const { opened, personal, place } = walkedBy;
  if (!personal) return records;
  const walked = records.filter((record) => !record.waits && (isLogged(flow, record) || isOwed(record)));
  if (walked.length === 0) return records;
  const standIns = await engine.standIns(place.workspaceId);
  const made = await walkWithStandIns({ opened, personal, standIns }, walked);
  const bySource = new Map(made.map((one) => [one.record.id, one]));
  return records.map((record): RecordToLog => {
    const own = bySource.get(record.record.id);
    if (!own) return record;
    const { deviates, effects, leaves, record: standIn } = own;
    return { ...record, record: standIn, effects, leaves, standIns: true, ...(deviates ? { deviates } : {}) };
  });
}

function isLogged(flow: FlowTerms, record: RecordToSettle): boolean {
  if (flow.logPolicy === "none") return false;
  if (flow.logPolicy === "all") return true;
  return !isFinal(record.state) || record.before !== undefined || record.record.ordinal % sampledOneIn === 0;
}

/** Seals the contents of logged records as one. */
export async function sealLog(
  engine: Engine,
  place: LogPlace,
  log: ReturnType<typeof logOf>,
): Promise<RecordLog | undefined> {
  if (log.rows.length === 0) return undefined;
  const text = JSON.stringify(log.contents);
  const sealed = await sealPayload(engine, place, { kind: "log", life: "logged", text, at: place.at });
  return { rows: log.rows, contents: { ...sealed, count: log.contents.length } };
}

function rowOf(walked: RecordToSettle, index: number, durationMs: number): LogRow {
  const { effects, leaves, record, state } = walked;
  const worst = leaves.find((leaf) => leaf.outcome.kind === state)?.outcome;
  const isTrouble = worst !== undefined && !isFinal(worst.kind);
  // Of every destination it passed, not only of those where it ended.
  const targets = effects.flatMap((effect) =>
    effect.does === "deliver" && effect.outcome.target ? [storableText(effect.outcome.target.id, 200)] : [],
  );
  // By its key a record is found anyhow.
  const others = new Set(targets.filter((id) => id !== "" && id !== record.key));
  return {
    runId: walked.runId,
    version: walked.version,
    recordId: record.id,
    key: record.key,
    label: record.label === undefined ? null : storableText(record.label, 200),
    state,
    leaves: leaves.map(({ outcome, recordId }) => ({
      recordId: storableText(recordId, longestMessage),
      ...storableOutcome(outcome),
    })),
    destinationIds: [...others],
    errorNode: isTrouble ? worst.node : null,
    errorCode: isTrouble ? storableText(worst.code ?? worst.kind, 200) : null,
    errorMessage: isTrouble ? storableText(worst.message, longestMessage) : null,
    errorFingerprint: isTrouble ? fingerprintOf(worst) : null,
    attempt: (walked.before?.attempts ?? 0) + 1,
    durationMs: Math.round(durationMs),
    payloadIndex: index,
  };
}

function storableOutcome(outcome: Outcome): Outcome {
  return {
    ...outcome,
    message: storableText(outcome.message, longestMessage),
    ...(outcome.code === undefined ? {} : { code: storableText(outcome.code, 200) }),
    ...(outcome.value === undefined ? {} : { value: storableText(outcome.value, 500) }),
    ...(outcome.target === undefined
      ? {}
      : { target: { ...outcome.target, id: storableText(outcome.target.id, 200) } }),
  };
}
