import { json, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

/** One tenant: everything else belongs to exactly one. A row goes away only with all that belongs to it. */
export const workspace = pgTable("workspace", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  /** Sealed with SECRET_KEY: the key of the HMACs that stand for personal keys and match values. */
  hashKey: bytea("hash_key"),
  settings: json("settings").$type<unknown>().notNull().default({}),
  createdAt: instant("created_at").notNull().defaultNow(),
});
