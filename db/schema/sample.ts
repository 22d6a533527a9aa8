import { bigint, boolean, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { appUser } from "./app-user.ts";
import { bytea, instant } from "./columns.ts";
import { dataKey } from "./data-key.ts";
import { flow } from "./flow.ts";

/** A kept input record for preview. Outside the graph, never read by a run. Goes away when a person deletes it. */
export const sample = pgTable(
  "sample",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    name: text("name").notNull(),
    /** Where it came from: `source`, `pasted`, `run`, `webhook`. */
    origin: text("origin").notNull(),
    /** The record, encrypted. */
    payload: bytea("payload").notNull(),
    dataKeyId: bigint("data_key_id", { mode: "number" })
      .notNull()
      .references(() => dataKey.id),
    /** Whether personal fields were replaced by stand-ins when it was kept. */
    masked: boolean("masked").notNull(),
    createdBy: uuid("created_by").references(() => appUser.id),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("sample_flow").on(t.flowId),
    foreignKey({
      name: "sample_flow_fk",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
