import { bigint, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";
import { dataKey } from "./data-key.ts";
import { flow } from "./flow.ts";
import { sample } from "./sample.ts";

/** A test of a flow: a sample with the results expected of it (`case` is a reserved word in SQL). Goes away when a person deletes it, or its sample. */
export const flowCase = pgTable(
  "flow_case",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    sampleId: uuid("sample_id")
      .notNull()
      .references(() => sample.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** The expected arrivals and outcomes, encrypted. */
    expected: bytea("expected").notNull(),
    dataKeyId: bigint("data_key_id", { mode: "number" })
      .notNull()
      .references(() => dataKey.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    index("flow_case_flow").on(t.flowId),
    foreignKey({
      name: "flow_case_flow_fk",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
