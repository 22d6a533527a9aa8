import { and, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { type DELIVERY_STATES, delivery } from "../schema/delivery.ts";
import { owedRecord } from "../schema/owed-record.ts";

/** One place where a record stopped. */
export interface OwedDelivery {
  readonly arrival: string;
  readonly node: string;
  readonly connection: string | null;
  readonly resource: string | null;
  readonly state: (typeof DELIVERY_STATES)[number];
  /** Milliseconds from now on the database's clock; null: only a person or an older record moves it. */
  readonly dueInMs: number | null;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly errorFingerprint: string | null;
  readonly expireInDays: number | null;
}

/** A source record that is owed something, with everything it needs to go on. */
export interface OwedRecord {
  readonly recordId: string;
  readonly runId: string;
  readonly version: number;
  readonly key: string;
  readonly label: string | null;
  readonly payload: Uint8Array;
  readonly effects: Uint8Array | null;
  readonly dataKeyId: number;
  readonly attempts: number;
  /** What counts against it: walks that did not come back and are not explained yet. */
  readonly begun: number;
  readonly log: { readonly retention: number; readonly day: string; readonly id: number } | undefined;
  readonly deliveries: readonly OwedDelivery[];
}

/** Where the records belong. */
export interface OwedPlace {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly lane: number;
}

/** Replaces what is owed for each record by what is owed now. */
export async function keepOwed(
  transaction: Queryable,
  place: OwedPlace,
  records: readonly OwedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  for (const { deliveries: _, log, ...record } of records) {
    const row = {
      ...place,
      ...record,
      logRetention: log?.retention ?? null,
      logDay: log?.day ?? null,
      logId: log?.id ?? null,
    };
    const { workspaceId: _w, flowId: _f, recordId: _r, lane: _l, runId: _u, ...changes } = row;
    await transaction
      .insert(owedRecord)
      .values(row)
      .onConflictDoUpdate({
        target: [owedRecord.flowId, owedRecord.recordId],
        set: { ...changes, updatedAt: sql`now()` },
      });
  }
  const ids = records.map((one) => one.recordId);
  await transaction
    .delete(delivery)
    .where(and(eq(delivery.flowId, place.flowId), inArray(delivery.recordId, ids)));
  const rows = records.flatMap((record) =>
    record.deliveries.map(({ dueInMs, expireInDays, ...one }) => ({
      ...place,
      ...one,
      recordId: record.recordId,
      key: record.key,
      dueAt: dueInMs === null ? null : sql`clock_timestamp() + ${dueInMs} * interval '1 millisecond'`,
      expiresAt: expireInDays === null ? null : sql`clock_timestamp() + ${expireInDays} * interval '1 day'`,
    })),
  );
  await transaction.insert(delivery).values(rows);
}

/** Forgets records for which nothing is owed any more, with their deliveries. */
export async function closeOwed(
  transaction: Queryable,
  flowId: string,
  recordIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  await transaction
    .delete(owedRecord)
    .where(and(eq(owedRecord.flowId, flowId), inArray(owedRecord.recordId, [...recordIds])));
}
