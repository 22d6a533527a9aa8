import { pgTable, uuid } from "drizzle-orm/pg-core";
import { appUser } from "./app-user.ts";
import { bytea, instant } from "./columns.ts";

/**
 * A link that signs one person in once. Only the SHA-256 of its token is stored. Using it sets `used_at` in the
 * same statement that checks it; rows go away after their expiry.
 */
export const signInLink = pgTable("sign_in_link", {
  tokenHash: bytea("token_hash").primaryKey(),
  userId: uuid("user_id")
    .notNull()
    .references(() => appUser.id, { onDelete: "cascade" }),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});
