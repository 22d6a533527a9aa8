import { pgTable, text } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

/**
 * A SECRET_KEY this database has been used with: a known text sealed by it, opened again at each start, so that a
 * wrong key is refused before anything is read or written with it. The key itself is never stored. A row goes
 * away when nothing is encrypted with its key any more.
 */
export const secretKey = pgTable("secret_key", {
  /** Derived from the key; names it without telling anything of it. */
  id: text("id").primaryKey(),
  canary: bytea("canary").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});
