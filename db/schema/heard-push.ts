import { bigint, foreignKey, index, pgTable, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";
import { dataKey } from "./data-key.ts";
import { flow } from "./flow.ts";

/** A record that was pushed while somebody listened for a sample. Goes away when they listen anew, and after an hour. */
export const heardPush = pgTable(
  "heard_push",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    /** The record, encrypted. */
    payload: bytea("payload").notNull(),
    dataKeyId: bigint("data_key_id", { mode: "number" })
      .notNull()
      .references(() => dataKey.id),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [
    index("heard_push_flow").on(t.flowId, t.id),
    foreignKey({
      name: "heard_push_flow_fk",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
