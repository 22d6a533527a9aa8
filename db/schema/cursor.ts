import { foreignKey, json, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { flow } from "./flow.ts";

/**
 * How far a flow has read a resource. Moved in the transaction that queues the batch, under the reading run's epoch.
 * Goes away with its flow.
 */
export const cursor = pgTable(
  "cursor",
  {
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    /** Name of the connection. */
    connection: text("connection").notNull(),
    resource: text("resource").notNull(),
    /** The connector's own value, such as a timestamp and an id. */
    value: json("value").$type<unknown>(),
    /** Keys (as compared by the queue) and content hashes of what the overlap will bring again. */
    overlap: json("overlap").$type<unknown>().notNull().default([]),
    runId: uuid("run_id"),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.flowId, t.connection, t.resource] }),
    foreignKey({
      name: "cursor_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
