import { bigint, boolean, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { appUser } from "./app-user.ts";
import { bytea, instant } from "./columns.ts";
import { dataKey } from "./data-key.ts";
import { flow } from "./flow.ts";

/**
 * A kept input record for preview. Outside the graph, never read by a run. A person deletes it; the row goes away a while later, so that
 * they can change their mind.
 */
export const sample = pgTable(
  "sample",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    name: text("name").notNull(),
    /** The record with its key and time of reading, encrypted. */
    payload: bytea("payload").notNull(),
    dataKeyId: bigint("data_key_id", { mode: "number" })
      .notNull()
      .references(() => dataKey.id),
    /** Whether the flow had personal fields when it was kept, which are stand-ins here. */
    masked: boolean("masked").notNull(),
    createdBy: uuid("created_by").references(() => appUser.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    index("sample_flow").on(t.flowId),
    index("sample_data_key").on(t.dataKeyId),
    foreignKey({
      name: "sample_flow_fk",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
