import { sql } from "drizzle-orm";
import { bigint, check, foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf } from "./columns.ts";
import { flow } from "./flow.ts";

export const DUE_STATES = ["due", "claimed", "done", "skipped"] as const;

/**
 * A moment at which something is to happen once, however many processes are looking: a flow's schedule (`task` is
 * `flow`), or housekeeping (its name; no flow, no workspace). Claimed like a lane. Done rows are kept for 7 days as proof.
 */
export const scheduleDue = pgTable(
  "schedule_due",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id"),
    flowId: uuid("flow_id"),
    task: text("task").notNull(),
    dueAt: instant("due_at").notNull(),
    state: text("state", { enum: DUE_STATES }).notNull().default("due"),
    owner: text("owner"),
    epoch: bigint("epoch", { mode: "number" }).notNull().default(0),
    leaseUntil: instant("lease_until"),
    /** The run it started. */
    runId: uuid("run_id"),
    doneAt: instant("done_at"),
  },
  (t) => [
    unique("schedule_due_once").on(t.task, t.flowId, t.dueAt).nullsNotDistinct(),
    index("schedule_due_next").on(t.dueAt).where(sql`${t.state} in ('due', 'claimed')`),
    check("schedule_due_state", oneOf(t.state, DUE_STATES)),
    foreignKey({
      name: "schedule_due_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
