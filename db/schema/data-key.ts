import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant, oneOf } from "./columns.ts";
import { flow } from "./flow.ts";

/** `owed`: queue, deliveries, samples. `logged`: the record log. */
export const PAYLOAD_LIVES = ["owed", "logged"] as const;
export type PayloadLife = (typeof PAYLOAD_LIVES)[number];

/**
 * The key that encrypts the payloads of one flow, day and life, wrapped by SECRET_KEY. It goes away when no payload
 * uses it any more; what dead rows and the write-ahead log still hold of those payloads is unreadable from then on.
 * Erasing a person re-encrypts the day's other payloads under the next generation and deletes this one.
 */
export const dataKey = pgTable(
  "data_key",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id").notNull(),
    flowId: uuid("flow_id").notNull(),
    /** UTC day; for `logged` the day of the partition. */
    day: date("day", { mode: "string" }).notNull(),
    life: text("life", { enum: PAYLOAD_LIVES }).notNull(),
    generation: integer("generation").notNull().default(1),
    wrapped: bytea("wrapped").notNull(),
    /** Id of the SECRET_KEY it is wrapped by. */
    secretKeyId: text("secret_key_id").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("data_key_of_day").on(t.flowId, t.day, t.life, t.generation),
    index("data_key_wrapped_by").on(t.secretKeyId),
    check("data_key_life", oneOf(t.life, PAYLOAD_LIVES)),
    foreignKey({
      name: "data_key_flow",
      columns: [t.workspaceId, t.flowId],
      foreignColumns: [flow.workspaceId, flow.id],
    }).onDelete("cascade"),
  ],
);
