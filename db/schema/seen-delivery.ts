import { foreignKey, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";
import { flow } from "./flow.ts";

/**
 * The id of a webhook delivery that was accepted, written in the same transaction as its records: when the sender repeats
 * it, it is answered 2xx and counted as repeated. Goes away after the flow's window for duplicates.
 */
export const seenDelivery = pgTable(
  "seen_delivery",
  {
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    /** SHA-256 of the sender's id, which may be of any length. */
    idHash: bytea("id_hash").notNull(),
    seenAt: instant("seen_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.flowId, t.idHash] }),
    index("seen_delivery_age").on(t.seenAt),
    foreignKey({
      name: "seen_delivery_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
