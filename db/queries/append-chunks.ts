import { inArray, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { chunk } from "../schema/chunk.ts";
import { lane } from "../schema/lane.ts";

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
 * Appends chunks of one flow to its lanes and wakes them. Call it inside the transaction that moves the cursor. Throws when a
 * chunk was not stored: an append that says nothing must not be taken for one that worked.
 */
export async function appendChunks(transaction: Queryable, chunks: readonly NewChunk[]): Promise<void> {
  const first = chunks[0];
  if (!first) return;
  const stored = await transaction
    .insert(chunk)
    .values([...chunks])
    .returning({ id: chunk.id });
  if (stored.length !== chunks.length) {
    throw new Error(`${chunks.length} chunks were to be queued and ${stored.length} were.`);
  }
  const lanes = [...new Set(chunks.map((one) => one.lane))].sort((a, b) => a - b);
  // Locked in order, or two appends to the same lanes could wait for each other. Settling locks one lane only.
  const before = await transaction
    .select({ dueAt: lane.dueAt })
    .from(lane)
    .where(sql`${lane.flowId} = ${first.flowId} and ${inArray(lane.number, lanes)}`)
    .orderBy(lane.number)
    .for("no key update");
  if (before.length !== lanes.length) {
    throw new Error(`Flow ${first.flowId} has no queue: it was never activated.`);
  }
  await transaction
    .update(lane)
    .set({ dueAt: sql`least(${lane.dueAt}, clock_timestamp())` })
    .where(sql`${lane.flowId} = ${first.flowId} and ${inArray(lane.number, lanes)}`);
  if (before.some((one) => one.dueAt === null)) {
    await transaction.execute(sql`select pg_notify(${workChannel}, '')`);
  }
}
