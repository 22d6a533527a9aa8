import { sql } from "drizzle-orm";
import { check, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * One row: where this database was when it was last used, so that a copy or a restored backup is noticed before it sends anything again.
 * The server writes it every few seconds, which also tells whether anything can be written at all.
 */
export const installation = pgTable(
  "installation",
  {
    id: smallint("id").primaryKey().default(1),
    /** The database cluster's own number: a dump read into another cluster has another. */
    cluster: text("cluster").notNull(),
    /** Names the data folder of an embedded database: a copied folder has another. Null with DATABASE_URL. */
    folder: text("folder"),
    seenAt: instant("seen_at").notNull().defaultNow(),
  },
  (t) => [check("installation_one", sql`${t.id} = 1`)],
);
