import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant, oneOf } from "./columns.ts";
import { dataKey } from "./data-key.ts";
import { flow } from "./flow.ts";

/**
 * `retry`: walk it again by the active version. `close`, `expire`: end what is rejected. `confirm`, `refuse`: let what is held go, or
 * give it to a person.
 */
export const WISHES = ["retry", "close", "expire", "confirm", "refuse"] as const;
export type Wish = (typeof WISHES)[number];

/**
 * A source record whose walk has not ended everywhere: all that resuming by replay needs. Its open ends are rows of
 * `delivery`. Written by settle, goes away in the transaction that settles its last delivery.
 */
export const owedRecord = pgTable(
  "owed_record",
  {
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    /** Id of the source record. */
    recordId: text("record_id").notNull(),
    lane: smallint("lane").notNull(),
    runId: uuid("run_id").notNull(),
    /** The version of its first walk: automatic retries keep it. */
    version: integer("version").notNull(),
    key: text("key").notNull(),
    label: text("label"),
    /** The source record as read, with its time of reading; compressed, then encrypted. */
    payload: bytea("payload").notNull(),
    /** The effects so far, of all its walks; compressed, then encrypted. */
    effects: bytea("effects"),
    dataKeyId: bigint("data_key_id", { mode: "number" })
      .notNull()
      .references(() => dataKey.id),
    /** Walks so far. */
    attempts: integer("attempts").notNull().default(1),
    /** What counts against it: walks that did not come back, alone or together with others. At a limit it is rejected unwalked. */
    begun: smallint("begun").notNull().default(0),
    /** What a person, or housekeeping, wants done with it next; a worker carries it out and clears it. */
    wish: text("wish", { enum: WISHES }),
    /** What was said about the wish: a reason, a name. */
    wishNote: text("wish_note"),
    /** Counts the wishes: one that came in while a walk was being settled is known by it, and not lost. */
    wishes: integer("wishes").notNull().default(0),
    /** Its latest row of `record_log`, null where the log policy keeps none. */
    logRetention: smallint("log_retention"),
    logDay: date("log_day", { mode: "string" }),
    logId: bigint("log_id", { mode: "number" }),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.flowId, t.recordId] }),
    index("owed_record_key").on(t.flowId, t.key),
    index("owed_record_data_key").on(t.dataKeyId),
    index("owed_record_run").on(t.runId),
    index("owed_record_wish").on(t.flowId, t.lane).where(sql`${t.wish} is not null`),
    check("owed_record_wish_kind", oneOf(t.wish, WISHES)),
    foreignKey({
      name: "owed_record_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
