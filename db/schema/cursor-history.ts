import { bigint, check, foreignKey, index, json, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { appUser } from "./app-user.ts";
import { instant, oneOf } from "./columns.ts";
import { flow } from "./flow.ts";

export const CURSOR_MOVES = ["run", "activation", "rewind"] as const;

/**
 * Where a cursor stood at the end of a run, or after a person moved it: what a rewind can go back to. Goes away after
 * 400 days, or with its flow.
 */
export const cursorHistory = pgTable(
  "cursor_history",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    connection: text("connection").notNull(),
    resource: text("resource").notNull(),
    value: json("value").$type<unknown>(),
    move: text("move", { enum: CURSOR_MOVES }).notNull(),
    runId: uuid("run_id"),
    movedBy: uuid("moved_by").references(() => appUser.id),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [
    index("cursor_history_flow").on(t.flowId, t.connection, t.resource, t.id),
    check("cursor_history_move", oneOf(t.move, CURSOR_MOVES)),
    foreignKey({
      name: "cursor_history_flow_fk",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
