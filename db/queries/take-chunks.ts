import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { dueNow, prepared } from "../prepared.ts";
import type { ClaimedLane } from "./claim-lane.ts";

export interface TakenChunk {
  readonly id: number;
  readonly runId: string;
  readonly version: number;
  readonly count: number;
  readonly payload: Uint8Array;
  readonly dataKeyId: number;
  /** 1 at the first walk. */
  readonly attempts: number;
  /** Position of the record that was being walked alone when its worker ended. */
  readonly marker: number | undefined;
  readonly fatal: readonly number[];
}

/** How a lane is taken from. */
export interface Taking {
  readonly leaseMs: number;
  /** Most records of all chunks together. */
  readonly mostRecords: number;
}

/** Chunks looked at for one walk: those of pushed records can be very small. */
const mostChunks = 100;

/**
 * The lane's oldest chunks that are walked together: as many of one version as make up `mostRecords`, in their order; one that rests, and
 * what is behind it, stays. One whose walk did not come back before is walked by itself. `sure` says that the lane is ours.
 */
function wantedChunks(claim: ClaimedLane, mostRecords: number, sure: SQL): SQL {
  return sql`
    lined as materialized (
      select id, count, version, attempts, not_before from chunk
      where ${sure} and flow_id = ${claim.flowId}::uuid and lane = ${claim.lane}::smallint order by id limit ${mostChunks}::int),
    fitting as (
      select id, bool_and((first or (attempts = 0 and first_attempts = 0 and upto <= ${mostRecords}::int and version = first_version))
        and coalesce(not_before <= clock_timestamp(), true)) over (order by id) as fits
      from (select *, row_number() over (order by id) = 1 as first, sum(count) over (order by id) as upto,
        first_value(version) over (order by id) as first_version,
        first_value(attempts) over (order by id) as first_attempts from lined) c),
    wanted as (select id from fitting where fits)`;
}

const columns = sql`c.id, c.run_id, c.version, c.count, c.payload, c.data_key_id, c.attempts, c.marker, c.fatal`;

/** Takes chunks of a held lane and renews its lease. None: there is nothing to do, or the claim was lost. */
export async function takeChunks(
  database: Queryable,
  claim: ClaimedLane,
  taking: Taking,
): Promise<readonly TakenChunk[]> {
  const rows = await database.execute<Row>(sql`${prepared}
    with ${wantedChunks(claim, taking.mostRecords, sql`true`)},
    held as (
      update lane l set taken_upto = (select max(id) from wanted), ${renewed(taking.leaseMs)}
      where l.flow_id = ${claim.flowId}::uuid and l.number = ${claim.lane}::smallint and l.epoch = ${claim.epoch}::bigint
        and l.owner = ${claim.owner}::text and l.lease_until > clock_timestamp() and exists (select from wanted)
      returning l.number)
    select ${columns} from chunk c, held
    where c.flow_id = ${claim.flowId}::uuid and c.lane = ${claim.lane}::smallint and c.id in (select id from wanted)
    order by c.id`);
  return rows.map(chunkOf);
}

/**
 * Takes the lane's next chunks, or gives it free when there are none, or none are wanted (`taking` undefined). Call it in a transaction that
 * holds the lane's lock already, so that it sees what others appended before.
 */
export async function takeNextOrRelease(
  transaction: Queryable,
  claim: ClaimedLane,
  taking: Taking | undefined,
): Promise<readonly TakenChunk[]> {
  const goesOn = sql`(select id from upto) is not null`;
  const rows = await transaction.execute<Row>(sql`${prepared}
    with ${wantedChunks(claim, taking?.mostRecords ?? 0, sql`${taking !== undefined}::boolean`)},
    upto as (select max(id) as id from wanted),
    held as (
      update lane l set taken_upto = (select id from upto),
        owner = case when ${goesOn} then l.owner end,
        lease_until = case when ${goesOn} then clock_timestamp() + ${taking?.leaseMs ?? 0}::int * interval '1 millisecond' end,
        due_at = case when ${goesOn} then l.due_at else ${nextDue} end
      where l.flow_id = ${claim.flowId}::uuid and l.number = ${claim.lane}::smallint and l.epoch = ${claim.epoch}::bigint
        and l.owner = ${claim.owner}::text
      returning l.number)
    select ${columns} from chunk c, held
    where c.flow_id = ${claim.flowId}::uuid and c.lane = ${claim.lane}::smallint and c.id in (select id from wanted)
    order by c.id`);
  return rows.map(chunkOf);
}

/** When the lane `l` has something to do next: now for a queued chunk, later for an owed delivery, never for nothing. */
export const nextDue = sql`least(
  (select coalesce(c.not_before, ${dueNow}) from chunk c
    where c.flow_id = l.flow_id and c.lane = l.number order by c.id limit 1),
  (select min(d.due_at) from delivery d where d.flow_id = l.flow_id and d.lane = l.number))`;

function renewed(leaseMs: number): SQL {
  return sql`lease_until = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'`;
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly run_id: string;
  readonly version: number;
  readonly count: number;
  readonly payload: Uint8Array;
  readonly data_key_id: string;
  readonly attempts: number;
  readonly marker: number | null;
  readonly fatal: number[];
}

function chunkOf(row: Row): TakenChunk {
  return {
    id: Number(row.id),
    runId: row.run_id,
    version: row.version,
    count: row.count,
    payload: row.payload,
    dataKeyId: Number(row.data_key_id),
    attempts: row.attempts + 1,
    marker: row.marker ?? undefined,
    fatal: row.fatal,
  };
}
