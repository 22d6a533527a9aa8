import { foreignKey, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { flow } from "./flow.ts";

/**
 * A key of a flow whose later records must look before they are walked: something of it is retrying, unknown, held or
 * waiting in `delivery`. Written with the first such delivery, goes away with the last. A worker reads all holds
 * of a chunk's keys with one statement.
 */
export const keyHold = pgTable(
  "key_hold",
  {
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    key: text("key").notNull(),
    lane: smallint("lane").notNull(),
    since: instant("since").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.flowId, t.key] }),
    foreignKey({
      name: "key_hold_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
