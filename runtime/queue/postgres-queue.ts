import type { Database } from "@trasvase/db/client.ts";
import { appendChunks } from "@trasvase/db/queries/append-chunks.ts";
import { claimLane } from "@trasvase/db/queries/claim-lane.ts";
import { deleteChunk } from "@trasvase/db/queries/delete-chunk.ts";
import { holdLane } from "@trasvase/db/queries/hold-lane.ts";
import { markChunk } from "@trasvase/db/queries/mark-chunk.ts";
import { measureQueue } from "@trasvase/db/queries/measure-queue.ts";
import { releaseLane } from "@trasvase/db/queries/release-lane.ts";
import { returnChunk } from "@trasvase/db/queries/return-chunk.ts";
import { takeChunk } from "@trasvase/db/queries/take-chunk.ts";
import { type Queue, recordsPerChunk } from "./queue.ts";

/** The queue in PostgreSQL: every statement touches one lane of one flow, and transactions are never held over a call to a destination. */
export function makePostgresQueue(database: Database): Queue {
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
    claim: (by) => claimLane(database, by),
    hold: holdLane,
    take: takeChunk,
    mark: (claim, chunkId, marker, fatal) => markChunk(database, claim, chunkId, { marker, fatal }),
    acknowledge: async (within, claim, chunkId) =>
      (await deleteChunk(within, claim, chunkId)) ? "ok" : "fenced",
    putBack: (claim, chunkId, how) => returnChunk(database, claim, { chunkId, ...how }),
    release: (claim) => releaseLane(database, claim),
    stats: (flowId) => measureQueue(database, flowId),
  };
}
