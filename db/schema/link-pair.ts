import { integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { workspace } from "./workspace.ts";

/**
 * Two kinds of records between which there are links. Systems are named by connection name and resource; a pushed source without a
 * connection is named `flow:<flow id>`. Named once here, so that a million links need not repeat it. Never goes away.
 */
export const linkPair = pgTable(
  "link_pair",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id),
    sourceConnection: text("source_connection").notNull(),
    sourceResource: text("source_resource").notNull(),
    targetConnection: text("target_connection").notNull(),
    targetResource: text("target_resource").notNull(),
  },
  (t) => [
    unique("link_pair_once").on(
      t.workspaceId,
      t.sourceConnection,
      t.sourceResource,
      t.targetConnection,
      t.targetResource,
    ),
  ],
);
