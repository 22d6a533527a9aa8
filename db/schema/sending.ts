import { bigint, index, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";
import { workspace } from "./workspace.ts";

/**
 * An intent: a create or update that is leaving the process. Committed before the call, removed by settle. Its primary
 * key makes it the lock as well: a second arrival with the same match value, of any flow, waits and looks again. A
 * row whose lane has a newer epoch was left by a crash: its outcome is unknown.
 */
export const sending = pgTable(
  "sending",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id),
    /** Name of the connection. */
    connection: text("connection").notNull(),
    resource: text("resource").notNull(),
    /** HMAC-SHA-256 of the match value: bounded in length, and no personal data outside the payloads. */
    matchHash: bytea("match_hash").notNull(),
    arrival: text("arrival").notNull(),
    flowId: uuid("flow_id").notNull(),
    lane: smallint("lane").notNull(),
    epoch: bigint("epoch", { mode: "number" }).notNull(),
    owner: text("owner").notNull(),
    sentAt: instant("sent_at").notNull().defaultNow(),
    /** The call cannot still be under way after this moment (twice its time-out): before it, nothing is settled. */
    settleAfter: instant("settle_after").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.connection, t.resource, t.matchHash] }),
    index("sending_lane").on(t.flowId, t.lane),
  ],
);
