import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { newId } from "../id.ts";
import { run, type TRIGGER_KINDS } from "../schema/run.ts";
import { workChannel } from "./append-chunks.ts";

/** A run to be queued. */
export interface NewRun {
  readonly workspaceId: string;
  readonly flowId: string;
  readonly version: number;
  readonly triggerKind: (typeof TRIGGER_KINDS)[number];
  readonly startedBy?: string;
  readonly options?: unknown;
}

/** Queues a run and tells the workers; answers its id. */
export async function insertRun(database: Queryable, made: NewRun): Promise<string> {
  const id = newId();
  await database.insert(run).values({ id, ...made });
  await database.execute(sql`select pg_notify(${workChannel}, '')`);
  return id;
}

/** The intake run of pushed records for a version and day, made at the first push. Answers its id. */
export async function findOrAddIntakeRun(
  database: Queryable,
  intake: {
    readonly workspaceId: string;
    readonly flowId: string;
    readonly version: number;
    readonly day: string;
  },
): Promise<string> {
  const find = async () => {
    const rows = await database.execute<{ id: string }>(sql`
      select id from run where flow_id = ${intake.flowId} and version = ${intake.version} and intake_day = ${intake.day}`);
    return rows[0]?.id;
  };
  const found = await find();
  if (found !== undefined) return found;
  const { day, ...place } = intake;
  await database
    .insert(run)
    .values({
      id: newId(),
      ...place,
      triggerKind: "webhook",
      state: "running",
      intakeDay: day,
      startedAt: sql`now()`,
    })
    .onConflictDoNothing();
  const made = await find();
  if (made === undefined)
    throw new Error(`The intake run of flow ${intake.flowId} was neither found nor stored.`);
  return made;
}

/** Counts pushed records of an intake run. Answers how many it had before: the ordinal of the first. */
export async function countIntake(
  transaction: Queryable,
  runId: string,
  by: { readonly read: number; readonly repeated: number },
): Promise<number> {
  const rows = await transaction.execute<{ read: string }>(sql`
    update run set read = read + ${by.read}, repeated = repeated + ${by.repeated} where id = ${runId} returning read`);
  const row = rows[0];
  if (!row) throw new Error(`The intake run ${runId} is gone.`);
  return Number(row.read) - by.read;
}
