import { check, integer, json, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, oneOf } from "./columns.ts";
import { workspace } from "./workspace.ts";

export const CONNECTION_STATES = ["untested", "working", "broken"] as const;

/**
 * A connector plus settings and secrets of one account. Its name is fixed for ever (graphs, cursors and links refer
 * to it), its title is free. Goes away when a person deletes it, together with its leases; links and cursors stay.
 */
export const connection = pgTable(
  "connection",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id),
    name: text("name").notNull(),
    title: text("title").notNull(),
    connector: text("connector").notNull(),
    settings: json("settings").$type<unknown>().notNull().default({}),
    /** What a person entered as secret, sealed as one JSON text. */
    secrets: bytea("secrets"),
    /** Tokens obtained with them (access, refresh), sealed as one JSON text; changed under the token lease. */
    tokens: bytea("tokens"),
    /** Id of the SECRET_KEY both are sealed with, to find what a rotation still has to re-encrypt. */
    secretKeyId: text("secret_key_id"),
    revision: integer("revision").notNull().default(1),
    state: text("state", { enum: CONNECTION_STATES }).notNull().default("untested"),
    /** Why it is broken, in a sentence. */
    stateReason: text("state_reason"),
    checkedAt: instant("checked_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("connection_name").on(t.workspaceId, t.name),
    check("connection_state", oneOf(t.state, CONNECTION_STATES)),
  ],
);
