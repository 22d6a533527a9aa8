import { integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

/**
 * A record in one system that is known to be a record in another, whichever flow found that out. Written by settle; goes away when the
 * target is found gone, when a person cuts it, or when a person's data is erased.
 *
 * `pair_id` carries no foreign key: each check would lock a row that all lanes share.
 */
export const link = pgTable(
  "link",
  {
    /** `link_pair.id`: which two kinds of records. */
    pairId: integer("pair_id").notNull(),
    sourceKey: text("source_key").notNull(),
    targetId: text("target_id").notNull(),
    /** Of what was last sent, without create-only fields: decides `unchanged`. Null while nothing was sent. */
    sentHash: bytea("sent_hash"),
    /** The flow that last sent or matched. */
    flowId: uuid("flow_id"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.pairId, t.sourceKey] })],
);
