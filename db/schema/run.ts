import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  json,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { appUser } from "./app-user.ts";
import { instant, oneOf } from "./columns.ts";
import { flow } from "./flow.ts";

export const RUN_STATES = ["queued", "running", "paused", "succeeded", "failed", "stopped"] as const;
export const TRIGGER_KINDS = ["manual", "schedule", "webhook", "retry", "backfill"] as const;

/**
 * One execution of a plan over what a trigger brought. Pushed records belong to one intake run per version and day.
 * A row goes away when the last day of its records has left the log (at the latest after 400 days).
 */
export const run = pgTable(
  "run",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    /** `flow_version.number` at the start. */
    version: integer("version").notNull(),
    triggerKind: text("trigger_kind", { enum: TRIGGER_KINDS }).notNull(),
    state: text("state", { enum: RUN_STATES }).notNull().default("queued"),
    /** What this run was asked: period of a backfill, rate, limit of records, due time. */
    options: json("options").$type<unknown>().notNull().default({}),
    /** UTC day of an intake run; null for the others. */
    intakeDay: date("intake_day", { mode: "string" }),
    /** Source records appended to the queue: "received" of the conservation law. */
    read: bigint("read", { mode: "number" }).notNull().default(0),
    /** Brought again by the cursor's overlap or a repeated webhook; not part of `read`. */
    repeated: bigint("repeated", { mode: "number" }).notNull().default(0),
    /** Creates begun, counted before they are sent, to hold against the flow's cap. */
    creates: bigint("creates", { mode: "number" }).notNull().default(0),
    /** How many it may create, where a person allowed more than the flow's cap. */
    mayCreate: bigint("may_create", { mode: "number" }),
    cursorFrom: json("cursor_from").$type<unknown>(),
    cursorTo: json("cursor_to").$type<unknown>(),
    /** Why it failed or paused: a problem. */
    error: json("error").$type<unknown>(),
    /** Who reads its source now; fenced like a lane. */
    owner: text("owner"),
    epoch: bigint("epoch", { mode: "number" }).notNull().default(0),
    leaseUntil: instant("lease_until"),
    startedBy: uuid("started_by").references(() => appUser.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    startedAt: instant("started_at"),
    /** When its source was read to the end; its last records may still be queued or owed. */
    readAt: instant("read_at"),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    index("run_of_flow").on(t.flowId, t.createdAt),
    index("run_of_workspace").on(t.workspaceId, t.createdAt),
    index("run_open").on(t.createdAt).where(sql`${t.state} in ('queued', 'running', 'paused')`),
    uniqueIndex("run_intake").on(t.flowId, t.version, t.intakeDay).where(sql`${t.intakeDay} is not null`),
    check("run_state", oneOf(t.state, RUN_STATES)),
    check("run_trigger_kind", oneOf(t.triggerKind, TRIGGER_KINDS)),
    foreignKey({
      name: "run_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
