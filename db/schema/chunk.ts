import { bigint, foreignKey, integer, pgTable, primaryKey, smallint, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";
import { flow } from "./flow.ts";

/**
 * At most 100 queued source records of one lane: the unit of work. Appended in the transaction that moves the cursor
 * (or before a sender gets its 2xx), deleted as a whole by the transaction that settles it.
 *
 * `run_id` and `data_key_id` carry no foreign key: each check would lock a row that all lanes of a run share.
 */
export const chunk = pgTable(
  "chunk",
  {
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    lane: smallint("lane").notNull(),
    /** Order within the lane. */
    id: bigint("id", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    runId: uuid("run_id").notNull(),
    /** The version whose source step read it. */
    version: integer("version").notNull(),
    count: integer("count").notNull(),
    /** Size of the records before compression, for back-pressure. */
    bytes: integer("bytes").notNull(),
    /** The records with their ids and keys, compressed, then encrypted. */
    payload: bytea("payload").notNull(),
    dataKeyId: bigint("data_key_id", { mode: "number" }).notNull(),
    notBefore: instant("not_before"),
    /** How often a walk of it did not come back. */
    attempts: integer("attempts").notNull().default(0),
    /** Position of the record being walked alone, committed before its walk; null while the chunk is walked whole. */
    marker: smallint("marker"),
    /** Positions of records that were being walked alone when a worker died, once for each death. */
    fatal: smallint("fatal").array().notNull().default([]),
    appendedAt: instant("appended_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.flowId, t.lane, t.id] }),
    foreignKey({
      name: "chunk_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
