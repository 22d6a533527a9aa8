import { bigint, foreignKey, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { connection } from "./connection.ts";

/**
 * What processes share about one connection, one row per purpose. `token`: who may refresh the token just now.
 * `quota:<window>`: how many requests of the system's window are used up. Goes away with its connection.
 */
export const connectionLease = pgTable(
  "connection_lease",
  {
    workspaceId: uuid("workspace_id").notNull(),
    connection: text("connection").notNull(),
    purpose: text("purpose").notNull(),
    owner: text("owner"),
    epoch: bigint("epoch", { mode: "number" }).notNull().default(0),
    leaseUntil: instant("lease_until"),
    /** Requests used in the window that began at `window_start`; null where the purpose counts nothing. */
    used: integer("used"),
    allowed: integer("allowed"),
    windowStart: instant("window_start"),
    /** The system asked to be left alone until then (429, maintenance). */
    blockedUntil: instant("blocked_until"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.connection, t.purpose] }),
    foreignKey({
      name: "connection_lease_connection",
      columns: [t.workspaceId, t.connection],
      foreignColumns: [connection.workspaceId, connection.name],
    }).onDelete("cascade"),
  ],
);
