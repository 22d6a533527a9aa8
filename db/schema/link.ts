import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";
import { workspace } from "./workspace.ts";

/**
 * A record in one system that is known to be a record in another, whichever flow found that out. Systems are named by
 * connection name and resource; a pushed source without a connection is named `flow:<flow id>`. Written by settle;
 * goes away when the target is found gone, when a person cuts it, or when a person's data is erased.
 */
export const link = pgTable(
  "link",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id),
    sourceConnection: text("source_connection").notNull(),
    sourceResource: text("source_resource").notNull(),
    sourceKey: text("source_key").notNull(),
    targetConnection: text("target_connection").notNull(),
    targetResource: text("target_resource").notNull(),
    targetId: text("target_id").notNull(),
    /** Of what was last sent, without create-only fields: decides `unchanged`. Null while nothing was sent. */
    sentHash: bytea("sent_hash"),
    /** The flow that last sent or matched. */
    flowId: uuid("flow_id"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({
      columns: [
        t.workspaceId,
        t.targetConnection,
        t.targetResource,
        t.sourceConnection,
        t.sourceResource,
        t.sourceKey,
      ],
    }),
    index("link_target").on(t.workspaceId, t.targetId, t.targetConnection, t.targetResource),
    index("link_source").on(t.workspaceId, t.sourceKey),
  ],
);
