import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant, oneOf } from "./columns.ts";
import { owedRecord } from "./owed-record.ts";

/**
 * `retrying` comes due by itself, `unknown` is settled by looking first, `waiting` stands behind an older record of its
 * key, `rejected` waits for a person, `held` for a person's confirmation of the first records.
 */
export const DELIVERY_STATES = ["retrying", "unknown", "waiting", "rejected", "held"] as const;

/**
 * What is still owed after a walk: one place where one record stopped. For an arrival at a destination the
 * connection, resource and match value are set; for a record rejected by another step they are null. Goes away in the
 * transaction that settles it: delivered, superseded, closed by a person, or expired.
 */
export const delivery = pgTable(
  "delivery",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    lane: smallint("lane").notNull(),
    recordId: text("record_id").notNull(),
    /** The key of the source record, for order and superseding. */
    key: text("key").notNull(),
    /** Name of the node where it stopped. */
    node: text("node").notNull(),
    /** Id of the arrival or leaf: the source record's id plus its path. */
    arrival: text("arrival").notNull(),
    /** Name of the connection. */
    connection: text("connection"),
    resource: text("resource"),
    /** HMAC of the match value, as in `sending`. */
    matchHash: bytea("match_hash"),
    state: text("state", { enum: DELIVERY_STATES }).notNull(),
    /** When it is tried, looked up or closed next; null while only a person or an older record can move it. */
    dueAt: instant("due_at"),
    attempts: integer("attempts").notNull().default(1),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    errorFingerprint: text("error_fingerprint"),
    /** When a rejected one is closed as expired. */
    expiresAt: instant("expires_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("delivery_arrival").on(t.flowId, t.arrival),
    index("delivery_lane").on(t.flowId, t.lane, t.dueAt),
    index("delivery_open").on(t.flowId, t.state, t.id),
    index("delivery_key").on(t.flowId, t.key),
    index("delivery_record").on(t.flowId, t.recordId),
    index("delivery_expiry").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
    check("delivery_state", oneOf(t.state, DELIVERY_STATES)),
    foreignKey({
      name: "delivery_owed_record",
      columns: [t.flowId, t.recordId],
      foreignColumns: [owedRecord.flowId, owedRecord.recordId],
    }).onDelete("cascade"),
  ],
);
