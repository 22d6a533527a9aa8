import type { Database } from "@trasvase/db/client.ts";
import { appendChunks } from "@trasvase/db/queries/append-chunks.ts";
import { claimLane } from "@trasvase/db/queries/claim-lane.ts";
import { deleteChunks } from "@trasvase/db/queries/delete-chunks.ts";
import { holdLane } from "@trasvase/db/queries/hold-lane.ts";
import { markChunk } from "@trasvase/db/queries/mark-chunk.ts";
import { measureQueue } from "@trasvase/db/queries/measure-queue.ts";
import { releaseLane } from "@trasvase/db/queries/release-lane.ts";
import { returnChunks } from "@trasvase/db/queries/return-chunks.ts";
import { takeChunks, takeNextOrRelease } from "@trasvase/db/queries/take-chunks.ts";
import { wakeForgottenLanes, wakeLanes } from "@trasvase/db/queries/wake-lanes.ts";
import { type Queue, recordsPerChunk } from "./queue.ts";

/** The queue in PostgreSQL: every statement touches one lane of one flow, and transactions are never held over a call to a destination. */
export function makePostgresQueue(database: Database): Queue {
  const mostRecords = recordsPerChunk;
  return {
    append: async (within, { flowId, workspaceId }, chunks) => {
      const tooLarge = chunks.find((one) => one.count > recordsPerChunk);
      if (tooLarge)
        throw new Error(`A chunk holds at most ${recordsPerChunk} records, not ${tooLarge.count}.`);
      await appendChunks(
        within,
        chunks.map((one) => ({ ...one, workspaceId, flowId })),
      );
    },
    wake: ({ flowId }, lanes) => wakeLanes(database, flowId, lanes),
    wakeForgotten: () => wakeForgottenLanes(database),
    claim: (by) => claimLane(database, by),
    hold: holdLane,
    take: (claim, leaseMs) => takeChunks(database, claim, { leaseMs, mostRecords }),
    takeNextOrRelease: (within, claim, leaseMs) =>
      takeNextOrRelease(within, claim, leaseMs === undefined ? undefined : { leaseMs, mostRecords }),
    mark: (claim, chunkId, marker, fatal) => markChunk(database, claim, chunkId, { marker, fatal }),
    acknowledge: async (within, claim, chunkIds) =>
      (await deleteChunks(within, claim, chunkIds)) ? "ok" : "fenced",
    putBack: (claim, chunkIds, how) => returnChunks(database, claim, { chunkIds, ...how }),
    release: (claim) => releaseLane(database, claim),
    stats: (flowId) => measureQueue(database, flowId),
  };
}
