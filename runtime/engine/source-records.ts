import { isStorableText } from "@trasvase/db/storable-text.ts";
import type { RawRecord } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { Rejection } from "@trasvase/shared/node.ts";
import { showValue } from "@trasvase/shared/open-step.ts";
import type { RecordError, SourceRecord } from "@trasvase/shared/record.ts";
import { WalkItem } from "@trasvase/shared/walk-item.ts";
import type { OpenFlow } from "./open.ts";

/** A source record as it waits in the queue. */
export interface QueuedRecord extends SourceRecord {
  /** What people recognise it by in lists. */
  readonly label?: string;
  /** Why it cannot be walked: it ends as rejected at the source. */
  readonly refused?: RecordError;
}

/** Where a batch stands in its run. */
export interface BatchPlace {
  readonly runId: string;
  /** The ordinal of the first record. */
  readonly ordinal: number;
  /** ISO 8601 in UTC. */
  readonly readAt: string;
}

const longestKey = 500;
const longestLabel = 200;

/** Gives records their id, key and label. One that can have no key becomes a refused record, never a lost one. */
export function nameRecords(
  flow: OpenFlow,
  records: readonly RawRecord[],
  place: BatchPlace,
): QueuedRecord[] {
  const at = Date.parse(place.readAt);
  return records.map((raw, index) => nameRecord(flow, raw, place, place.ordinal + index, at));
}

/** The moment that `$now` shows for a record: when it was read. The same at every walk of it. */
export function walkTime(record: SourceRecord): number {
  return Date.parse(record.readAt);
}

function nameRecord(
  flow: OpenFlow,
  raw: RawRecord,
  { runId, readAt }: BatchPlace,
  ordinal: number,
  at: number,
): QueuedRecord {
  const id = `${runId}-${ordinal}`;
  const deleted = raw.deleted ?? false;
  // Until something else says what it is, it is called by its id.
  const record: Unsealed<SourceRecord> = { id, key: id, data: raw.data, readAt, ordinal, deleted };
  const label = labelOf(flow, raw.data);
  if (raw.rejected) return { ...labelled(record, label), refused: raw.rejected };
  try {
    const found = keyOf(flow, record, at);
    if (found !== undefined) record.key = flow.hideKey?.(found) ?? found;
    return labelled(record, label);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { ...labelled(record, label), refused: { code: error.code, message: error.message } };
  }
}

/** While it is being made: a second object for each record would cost as much as the rest of naming it. */
type Unsealed<Value> = { -readonly [Member in keyof Value]: Value[Member] };

function labelled(record: SourceRecord, label: string | undefined): QueuedRecord {
  return label === undefined ? record : { ...record, label };
}

/** Undefined when neither the step nor the resource says what the key is. Throws {@link Rejection}. */
function keyOf(flow: OpenFlow, record: SourceRecord, at: number): string | undefined {
  const { key } = flow.source;
  if (key) {
    const item = WalkItem.ofSource(record, 0, at, flow.plan.tables);
    return asKey(key.evaluate(record.data, item), "The key expression of the source");
  }
  const field = flow.resource?.key;
  if (field === undefined) return undefined;
  const value =
    isJsonObject(record.data) && Object.hasOwn(record.data, field) ? record.data[field] : undefined;
  return asKey(value, `The key field "${field}"`);
}

function asKey(value: unknown, what: string): string {
  const text =
    typeof value === "string"
      ? value
      : typeof value === "number" || typeof value === "boolean"
        ? String(value)
        : undefined;
  if (text === undefined || text.trim() === "") {
    const seen =
      value === undefined || value === null || text !== undefined ? "is empty" : `is ${showValue(value)}`;
    throw new Rejection(
      "empty-key",
      `${what} ${seen}. Every record needs a text or a number as key: correct it in the source, or choose another key in the source step.`,
      { field: "key" },
    );
  }
  if (!isStorableText(text) || text.length > longestKey) {
    throw new Rejection(
      "unusable-key",
      `${what} gave a text that cannot be a key: ${text.length > longestKey ? `it has ${text.length} characters, at most ${longestKey} are allowed` : "it holds NUL or half a character"}.`,
      { field: "key" },
    );
  }
  return text;
}

function labelOf(flow: OpenFlow, data: Json): string | undefined {
  const field = flow.personal?.label ? undefined : flow.resource?.label;
  if (field === undefined || !isJsonObject(data) || !Object.hasOwn(data, field)) return undefined;
  const value = data[field];
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return String(value).slice(0, longestLabel);
}
