import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import type { ClaimedLane } from "./claim-lane.ts";

export interface TakenChunk {
  readonly id: number;
  readonly runId: string;
  readonly version: number;
  readonly count: number;
  readonly payload: Uint8Array;
  readonly dataKeyId: number;
  /** 1 at the first walk. */
  readonly attempts: number;
  /** Position of the record that was being walked alone when its worker ended. */
  readonly marker: number | undefined;
  readonly fatal: readonly number[];
}

/** The lane's oldest chunk, unless it rests; its attempt is counted. A younger one never passes it. Call it while the lane is held. */
export async function takeChunk(transaction: Queryable, claim: ClaimedLane): Promise<TakenChunk | undefined> {
  const rows = await transaction.execute<{
    id: string;
    run_id: string;
    version: number;
    count: number;
    payload: Uint8Array;
    data_key_id: string;
    attempts: number;
    marker: number | null;
    fatal: number[];
  }>(sql`
    update chunk set attempts = attempts + 1
    where flow_id = ${claim.flowId} and lane = ${claim.lane} and id = (
      select id from chunk where flow_id = ${claim.flowId} and lane = ${claim.lane} order by id limit 1)
      and (not_before is null or not_before <= clock_timestamp())
    returning id, run_id, version, count, payload, data_key_id, attempts, marker, fatal`);
  const row = rows[0];
  if (!row) return undefined;
  return {
    id: Number(row.id),
    runId: row.run_id,
    version: row.version,
    count: row.count,
    payload: row.payload,
    dataKeyId: Number(row.data_key_id),
    attempts: row.attempts,
    marker: row.marker ?? undefined,
    fatal: row.fatal,
  };
}
