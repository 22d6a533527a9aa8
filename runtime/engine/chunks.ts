import * as z from "zod";
import { laneOf } from "../queue/lane-of.ts";
import { type ChunkToAppend, type FlowPlace, type QueuedChunk, recordsPerChunk } from "../queue/queue.ts";
import type { Engine } from "./engine.ts";
import { openPayload, sealPayload } from "./payload.ts";
import type { QueuedRecord } from "./source-records.ts";

/** What the records of a chunk have in common. */
export interface ChunkOrigin {
  readonly runId: string;
  readonly version: number;
}

/** Distributes records over the lanes by key, keeping their order within each, and seals them in chunks. */
export async function makeChunks(
  engine: Pick<Engine, "dataKeys">,
  place: FlowPlace,
  origin: ChunkOrigin,
  records: readonly QueuedRecord[],
): Promise<ChunkToAppend[]> {
  const lanes = new Map<number, QueuedRecord[]>();
  for (const record of records) {
    const lane = laneOf(record.key);
    const own = lanes.get(lane);
    if (own) own.push(record);
    else lanes.set(lane, [record]);
  }
  const chunks: Promise<ChunkToAppend>[] = [];
  for (const [lane, own] of lanes) {
    for (let at = 0; at < own.length; at += recordsPerChunk) {
      chunks.push(makeChunk(engine, place, { ...origin, lane }, own.slice(at, at + recordsPerChunk)));
    }
  }
  return await Promise.all(chunks);
}

async function makeChunk(
  engine: Pick<Engine, "dataKeys">,
  place: FlowPlace,
  origin: ChunkOrigin & { readonly lane: number },
  records: readonly QueuedRecord[],
): Promise<ChunkToAppend> {
  const text = JSON.stringify(records);
  const sealed = await sealPayload(engine, place, { kind: "chunk", life: "owed", text });
  return { ...origin, ...sealed, count: records.length, bytes: text.length };
}

/** The records of a queued chunk, in order. */
export async function openChunk(
  engine: Pick<Engine, "dataKeys">,
  place: FlowPlace,
  chunk: QueuedChunk,
): Promise<readonly QueuedRecord[]> {
  return parseRecords(JSON.parse(await openPayload(engine, place, "chunk", chunk)));
}

const recordSchema = z.object({
  id: z.string(),
  key: z.string(),
  label: z.string().optional(),
  readAt: z.string(),
  ordinal: z.number(),
  deleted: z.boolean(),
  refused: z.object({ code: z.string(), message: z.string() }).optional(),
});

/** Reads records that this product has written and sealed itself: their frame is checked, their data is what it was. */
export function parseRecords(list: unknown): QueuedRecord[] {
  if (!Array.isArray(list)) throw new Error("A stored chunk is not a list of records.");
  for (const one of list) recordSchema.parse(one);
  // The frame was just checked, and the data was JSON before it was stored.
  return list as QueuedRecord[];
}
