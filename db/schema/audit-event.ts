import { bigint, index, json, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";
import { workspace } from "./workspace.ts";

/**
 * Who did what to which object. Only ever added to; each row carries the hash of the one before it, so a row taken out
 * or changed later shows. Kept as long as the workspace; holds no payload and no secret.
 */
export const auditEvent = pgTable(
  "audit_event",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id),
    at: instant("at").notNull().defaultNow(),
    /** No foreign key: the trail outlives the person's row. Null where the product itself acted. */
    userId: uuid("user_id"),
    /** Such as `flow.activate`, `connection.change`, `record.erase`. */
    action: text("action").notNull(),
    objectKind: text("object_kind").notNull(),
    objectId: text("object_id").notNull(),
    objectTitle: text("object_title"),
    details: json("details").$type<unknown>().notNull().default({}),
    beforeHash: bytea("before_hash"),
    afterHash: bytea("after_hash"),
    requestId: text("request_id"),
    previousHash: bytea("previous_hash"),
    hash: bytea("hash").notNull(),
  },
  (t) => [
    index("audit_event_recent").on(t.workspaceId, t.id),
    index("audit_event_object").on(t.workspaceId, t.objectKind, t.objectId, t.id),
  ],
);
