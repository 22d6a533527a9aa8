import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import { workChannel } from "./append-chunks.ts";

/** Code of a rejected delivery that a person has asked to try again. */
export const askedCode = "retry-asked";

/**
 * Makes what is owed for a record due now. Rejected deliveries are marked as asked for, unless an outcome of the record is unknown: that
 * is settled first. False: nothing is owed that can be tried.
 */
export async function askRetry(database: Database, flowId: string, recordId: string): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    const rows = await transaction.execute<{ lane: number }>(sql`
      update delivery d set due_at = clock_timestamp(), updated_at = clock_timestamp(),
        error_code = case when d.state = 'rejected' then ${askedCode} else d.error_code end
      where d.flow_id = ${flowId} and d.record_id = ${recordId}
        and (d.state = 'retrying' or (d.state = 'rejected' and not exists (
          select from delivery u where u.flow_id = d.flow_id and u.record_id = d.record_id and u.state = 'unknown')))
      returning d.lane`);
    const lane = rows[0]?.lane;
    if (lane === undefined) return false;
    await transaction.execute(sql`
      update lane set due_at = least(due_at, clock_timestamp()) where flow_id = ${flowId} and number = ${lane}`);
    await transaction.execute(sql`select pg_notify(${workChannel}, '')`);
    return true;
  });
}
