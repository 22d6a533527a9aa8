import { bigint, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { appUser } from "./app-user.ts";
import { bytea, instant } from "./columns.ts";
import { dataKey } from "./data-key.ts";
import { flow } from "./flow.ts";

/**
 * A test of a flow: a sample with the results expected of it (`case` is a reserved word in SQL). A person deletes it; the row goes away a
 * while later, so that they can change their mind.
 */
export const flowCase = pgTable(
  "flow_case",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    name: text("name").notNull(),
    /** Input, recorded answers and expected results, encrypted. */
    payload: bytea("payload").notNull(),
    dataKeyId: bigint("data_key_id", { mode: "number" })
      .notNull()
      .references(() => dataKey.id),
    createdBy: uuid("created_by").references(() => appUser.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    index("flow_case_flow").on(t.flowId),
    index("flow_case_data_key").on(t.dataKeyId),
    foreignKey({
      name: "flow_case_flow_fk",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
