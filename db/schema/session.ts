import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { appUser } from "./app-user.ts";
import { bytea, instant } from "./columns.ts";

/**
 * A signed-in browser. The token itself is never stored, only its SHA-256. A row goes away on sign-out, when the
 * person's role or password changes, and after either expiry.
 */
export const session = pgTable(
  "session",
  {
    tokenHash: bytea("token_hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => appUser.id, { onDelete: "cascade" }),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    /** Moved forward by use. */
    idleExpiresAt: instant("idle_expires_at").notNull(),
    /** Never moved. */
    absoluteExpiresAt: instant("absolute_expires_at").notNull(),
  },
  (t) => [index("session_user").on(t.userId), index("session_expiry").on(t.idleExpiresAt)],
);
