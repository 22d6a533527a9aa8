import { bigint, pgTable, primaryKey, smallint, uuid } from "drizzle-orm/pg-core";
import { run } from "./run.ts";

const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/**
 * How many source records of a run are in each state now, a record's state being its worst leaf. One row per lane,
 * so that settling one lane never waits for another; the sums are the run's counts. What is read and in none of
 * these columns is queued. A record that leaves a state is subtracted from it. Goes away with its run.
 */
export const runCount = pgTable(
  "run_count",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => run.id, { onDelete: "cascade" }),
    lane: smallint("lane").notNull(),
    created: count("created"),
    updated: count("updated"),
    unchanged: count("unchanged"),
    skipped: count("skipped"),
    superseded: count("superseded"),
    filtered: count("filtered"),
    rejected: count("rejected"),
    retrying: count("retrying"),
    unknown: count("unknown"),
  },
  (t) => [primaryKey({ columns: [t.runId, t.lane] })],
);
