import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { prepared } from "../prepared.ts";

/** Told about when a lane that had nothing to do gets something; only a hint, the poll is the truth. */
export const workChannel = "trasvase_work";

export interface NewChunk {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly lane: number;
  readonly runId: string;
  readonly version: number;
  readonly count: number;
  readonly bytes: number;
  readonly payload: Uint8Array;
  readonly dataKeyId: number;
}

/**
 * Appends chunks of one flow to its lanes, in the order given. Call it inside the transaction that moves the cursor, and wake the lanes when
 * that is committed: no lane is locked here, or appending to many would make each of them wait for all others. Throws when a chunk was not
 * stored: an append that says nothing must not be taken for one that worked.
 */
export async function appendChunks(transaction: Queryable, chunks: readonly NewChunk[]): Promise<void> {
  const stored = await Promise.all(
    chunks.map((one) =>
      transaction.execute<{ id: string }>(sql`${prepared}
        insert into chunk (workspace_id, flow_id, lane, run_id, version, count, bytes, payload, data_key_id)
        select l.workspace_id, l.flow_id, l.number, ${one.runId}::uuid, ${one.version}::int, ${one.count}::int, ${one.bytes}::int,
          ${one.payload}::bytea, ${one.dataKeyId}::bigint
        from lane l where l.flow_id = ${one.flowId}::uuid and l.number = ${one.lane}::smallint
        returning id`),
    ),
  );
  if (stored.some((rows) => rows.length !== 1)) {
    throw new Error(`Flow ${chunks[0]?.flowId} has no queue: it was never activated.`);
  }
}
