import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { appUser } from "./app-user.ts";
import { instant, oneOf } from "./columns.ts";
import { flow } from "./flow.ts";
import { workspace } from "./workspace.ts";

export const ALERT_SEVERITIES = ["info", "warning", "error"] as const;

/**
 * Something a person should know about. One open row per subject: what happens again counts up instead of alerting again.
 * Closed when it is over or a person says so; goes away 400 days later.
 */
export const alert = pgTable(
  "alert",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id),
    flowId: uuid("flow_id"),
    /** Such as `run-failed`, `connection-broken`, `expiring`, `backlog-full`. */
    kind: text("kind").notNull(),
    /** What it is about, such as `flow:<id>` or `connection:<name>`. */
    subject: text("subject").notNull(),
    severity: text("severity", { enum: ALERT_SEVERITIES }).notNull(),
    message: text("message").notNull(),
    count: integer("count").notNull().default(1),
    openedAt: instant("opened_at").notNull().defaultNow(),
    lastAt: instant("last_at").notNull().defaultNow(),
    notifiedAt: instant("notified_at"),
    closedAt: instant("closed_at"),
    closedBy: uuid("closed_by").references(() => appUser.id),
  },
  (t) => [
    uniqueIndex("alert_open").on(t.workspaceId, t.kind, t.subject).where(sql`${t.closedAt} is null`),
    index("alert_recent").on(t.workspaceId, t.lastAt),
    check("alert_severity", oneOf(t.severity, ALERT_SEVERITIES)),
    foreignKey({
      name: "alert_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
