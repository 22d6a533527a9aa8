import { sql } from "drizzle-orm";
import { check, json, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf } from "./columns.ts";
import { workspace } from "./workspace.ts";

export const USER_ROLES = ["owner", "admin", "editor", "viewer"] as const;

/**
 * A person who may sign in (`user` is a reserved word in SQL). Never deleted while anything names them as its
 * author: leaving sets `disabled_at`.
 */
export const appUser = pgTable(
  "app_user",
  {
    id: uuid("id").primaryKey(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspace.id),
    name: text("name").notNull(),
    email: text("email"),
    passwordHash: text("password_hash"),
    role: text("role", { enum: USER_ROLES }).notNull(),
    /** Language, theme and other choices of this person. */
    preferences: json("preferences").$type<unknown>().notNull().default({}),
    createdAt: instant("created_at").notNull().defaultNow(),
    disabledAt: instant("disabled_at"),
  },
  (t) => [
    unique("app_user_in_workspace").on(t.workspaceId, t.id),
    uniqueIndex("app_user_email").on(sql`lower(${t.email})`),
    check("app_user_role", oneOf(t.role, USER_ROLES)),
  ],
);
