import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { flow } from "./flow.ts";

export const LANES_PER_FLOW = 16;

/**
 * A strictly ordered part of one flow's queue: chunks and owed deliveries of the keys that hash to it. Claiming
 * raises `epoch`; whatever is written under an older epoch is refused. Times are the database's. Sixteen rows are
 * made with a flow's first activation and go away with the flow.
 *
 * Claim with `for no key update skip locked`: a plain `for update` would be held up by foreign-key checks.
 */
export const lane = pgTable(
  "lane",
  {
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    number: smallint("number").notNull(),
    owner: text("owner"),
    epoch: bigint("epoch", { mode: "number" }).notNull().default(0),
    leaseUntil: instant("lease_until"),
    /**
     * When there is, at the earliest, something to do: null for nothing. Appending brings it forward, settling sets it
     * to the next chunk or delivery. Lanes are claimed in this order, which shares workers fairly between flows.
     */
    dueAt: instant("due_at"),
    claimedAt: instant("claimed_at"),
    /**
     * The newest chunk in the owner's hands. Still there when the lane is claimed again, its walk did not come back: an attempt of
     * every chunk up to it. Kept here, because settling writes this row anyhow.
     */
    takenUpto: bigint("taken_upto", { mode: "number" }),
  },
  (t) => [
    primaryKey({ columns: [t.flowId, t.number] }),
    index("lane_due").on(t.dueAt).where(sql`${t.dueAt} is not null`),
    check("lane_number", sql`${t.number} >= 0 and ${t.number} < ${sql.raw(String(LANES_PER_FLOW))}`),
    foreignKey({
      name: "lane_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
