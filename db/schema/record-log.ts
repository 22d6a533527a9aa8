import { outcomeKinds } from "@trasvase/shared/outcome.ts";
import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  check,
  date,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, oneOf } from "./columns.ts";
import { RETENTION_CLASSES, type RetentionClass } from "./flow.ts";

/**
 * What happened to one source record in one walk: the searchable half, its contents are in `record_payload`. A later walk
 * of the same record adds a row and clears `latest` here; nothing else is ever changed.
 *
 * Partitioned by retention class, then by day (migration 0000; a day's partition is made by ensure-log-partition). Rows go
 * away with their day's partition. No foreign keys: making a partition would lock every table it refers to.
 */
export const recordLog = pgTable(
  "record_log",
  {
    retention: smallint("retention").$type<RetentionClass>().notNull(),
    /** UTC day of `at`. Name it in queries: it decides which partitions are read. */
    day: date("day", { mode: "string" }).notNull(),
    id: bigserial("id", { mode: "number" }).notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    runId: uuid("run_id").notNull(),
    version: integer("version").notNull(),
    recordId: text("record_id").notNull(),
    /** As compared by the queue; an HMAC where the key is a personal field. */
    key: text("key").notNull(),
    label: text("label"),
    /** Its worst leaf. */
    state: text("state", { enum: outcomeKinds }).notNull(),
    /** Per leaf: node, outcome, destination id and title. */
    leaves: json("leaves").$type<unknown>().notNull(),
    /** Ids of the records it became, to search by, unless they equal the key; which one belongs to which leaf is in `leaves`. */
    destinationIds: text("destination_ids").array().notNull().default([]),
    /** Of the worst leaf: where, what kind, in words. Equal fingerprints are one problem in lists. */
    errorNode: text("error_node"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    errorFingerprint: text("error_fingerprint"),
    /** 1 for the first walk. */
    attempt: integer("attempt").notNull().default(1),
    latest: boolean("latest").notNull().default(true),
    at: instant("at").notNull().defaultNow(),
    durationMs: integer("duration_ms"),
    /** `record_payload.id` in the partition of the same class and day; null where nothing was kept. */
    payloadId: bigint("payload_id", { mode: "number" }),
    /** Position within that payload. */
    payloadIndex: smallint("payload_index"),
  },
  (t) => [
    // By id first: the newest rows of all partitions are found without sorting any of them.
    primaryKey({ columns: [t.id, t.day, t.retention] }),
    index("record_log_key").on(t.workspaceId, t.key.op("text_pattern_ops")),
    index("record_log_destination").using("gin", t.destinationIds),
    index("record_log_flow").on(t.flowId, t.id),
    index("record_log_run").on(t.runId, t.id),
    index("record_log_open")
      .on(t.flowId, t.id)
      .where(sql`${t.latest} and ${t.state} in ('unknown', 'rejected', 'retrying')`),
    index("record_log_error")
      .on(t.flowId, t.errorFingerprint, t.id)
      .where(sql`${t.errorFingerprint} is not null`),
    check("record_log_retention", oneOf(t.retention, RETENTION_CLASSES)),
  ],
);
