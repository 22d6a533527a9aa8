import { bigint, bigserial, date, index, pgTable, primaryKey, smallint, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";
import type { RetentionClass } from "./flow.ts";

/**
 * Source records and effects of the records that were settled together, compressed as one and then encrypted: with version
 * and time, everything a replay needs. Partitioned like `record_log`, and goes away with the same day's partition.
 */
export const recordPayload = pgTable(
  "record_payload",
  {
    retention: smallint("retention").$type<RetentionClass>().notNull(),
    day: date("day", { mode: "string" }).notNull(),
    id: bigserial("id", { mode: "number" }).notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    dataKeyId: bigint("data_key_id", { mode: "number" }).notNull(),
    count: smallint("count").notNull(),
    payload: bytea("payload").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.retention, t.day, t.id] }),
    index("record_payload_data_key").on(t.dataKeyId),
  ],
);
