import {
  check,
  integer,
  json,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant, oneOf } from "./columns.ts";
import { workspace } from "./workspace.ts";

export const FLOW_STATES = ["draft", "active", "paused"] as const;
export const LOG_POLICIES = ["all", "failures", "none"] as const;
/** Days a logged record is kept: the partitions of `record_log` and `record_payload`. */
export const RETENTION_CLASSES = [7, 30, 90, 400] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

/**
 * A named pipeline with its one draft. Deleting sets `deleted_at` (its webhook then answers 410); the row goes
 * away with everything below it once nothing of it is owed or logged any more.
 *
 * Graphs are `json`, not `jsonb`: kept as written, key order included, and every string JSON can spell is accepted.
 */
export const flow = pgTable(
  "flow",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id),
    name: text("name").notNull(),
    draft: json("draft").$type<unknown>().notNull(),
    /** Counts the saves of the draft: a save names the revision it saw, and is refused when it is no longer that. */
    revision: integer("revision").notNull().default(1),
    state: text("state", { enum: FLOW_STATES }).notNull().default("draft"),
    pauseReason: text("pause_reason"),
    pausedAt: instant("paused_at"),
    /** `flow_version.number`; null until the first activation. */
    activeVersion: integer("active_version"),
    trigger: json("trigger").$type<unknown>().notNull().default({ kind: "manual" }),
    /** SHA-256 of the token in the webhook's address; null for other triggers. */
    hookTokenHash: bytea("hook_token_hash"),
    /** Until then what is pushed to the flow's address is also kept as samples, whether it was ever activated or not. */
    listenUntil: instant("listen_until"),
    logPolicy: text("log_policy", { enum: LOG_POLICIES }).notNull().default("all"),
    retention: smallint("retention").$type<RetentionClass>().notNull().default(30),
    /** Days after which a rejected record is closed as expired. */
    expireAfterDays: integer("expire_after_days").notNull().default(90),
    /** Limits (backlog records and bytes, creates per run, hold the first n), alerts and other choices. */
    settings: json("settings").$type<unknown>().notNull().default({}),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    // What belongs to a flow refers to (workspace, flow), so that it can never sit in another workspace.
    unique("flow_in_workspace").on(t.workspaceId, t.id),
    uniqueIndex("flow_hook_token").on(t.hookTokenHash),
    check("flow_state", oneOf(t.state, FLOW_STATES)),
    check("flow_log_policy", oneOf(t.logPolicy, LOG_POLICIES)),
    check("flow_retention", oneOf(t.retention, RETENTION_CLASSES)),
  ],
);
