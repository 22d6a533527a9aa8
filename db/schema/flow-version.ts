import { foreignKey, integer, json, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { appUser } from "./app-user.ts";
import { instant } from "./columns.ts";
import { flow } from "./flow.ts";

/** A graph as it was activated. Never changed; goes away with its flow. */
export const flowVersion = pgTable(
  "flow_version",
  {
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    /** 1, 2, 3 … within the flow. */
    number: integer("number").notNull(),
    graph: json("graph").$type<unknown>().notNull(),
    /** What the person wrote about the change. */
    note: text("note"),
    /** The checks shown at activation and which of them were accepted although not green. */
    checks: json("checks").$type<unknown>().notNull().default([]),
    createdBy: uuid("created_by").references(() => appUser.id),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.flowId, t.number] }),
    foreignKey({
      name: "flow_version_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
