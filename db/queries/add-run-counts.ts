import { type OutcomeKind, outcomeKinds } from "@trasvase/shared/outcome.ts";
import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { prepared } from "../prepared.ts";

/** How the number of a run's records in each state changes. */
export type CountChange = Partial<Record<OutcomeKind, number>>;

const columns = sql.raw(outcomeKinds.join(", "));
const additions = sql.raw(
  outcomeKinds.map((kind) => `${kind} = run_count.${kind} + excluded.${kind}`).join(", "),
);

/** Adds to the counts of a run in one lane. A record that changes its state is taken from the one and added to the other. */
export async function addRunCounts(
  transaction: Queryable,
  place: { readonly runId: string; readonly lane: number },
  change: CountChange,
): Promise<void> {
  const values = sql.join(
    outcomeKinds.map((kind) => sql`${change[kind] ?? 0}::bigint`),
    sql`, `,
  );
  await transaction.execute(sql`${prepared}
    insert into run_count (run_id, lane, ${columns}) values (${place.runId}::uuid, ${place.lane}::smallint, ${values})
    on conflict (run_id, lane) do update set ${additions}`);
}
