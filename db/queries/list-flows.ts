import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** A connection that a flow's graph names, and what is known of it. */
export interface UsedConnection {
  readonly name: string;
  /** Type of the first step that names it: `source`, `destination` or `lookup`. */
  readonly use: string;
  /** Undefined: there is no connection of that name. */
  readonly connector?: string;
  readonly state?: "untested" | "working" | "broken";
}

/** A flow as the list shows it. Counts are source records by their state. */
export interface ListedFlow {
  readonly id: string;
  readonly name: string;
  readonly state: "draft" | "active" | "paused";
  readonly pauseReason: string | null;
  readonly activeVersion: number | null;
  /** Whether the draft says something else than the active version; moving a step on the canvas is not a change. */
  readonly changed: boolean;
  readonly connections: readonly UsedConnection[];
  readonly lastRun: {
    readonly id: string;
    readonly state: "queued" | "running" | "paused" | "succeeded" | "failed" | "stopped";
    readonly startedAt: string;
    readonly read: number;
    readonly counts: Readonly<Record<string, number>>;
  } | null;
  readonly records24h: number;
  readonly days: readonly { readonly day: string; readonly ok: number; readonly failed: number }[];
  readonly openFailures: number;
  readonly nextRunAt: string | null;
  /** Of the runs of 14 days before the last one: how many read something, and how many of these wrote something. */
  readonly readingRuns: number;
  readonly writingRuns: number;
  readonly updatedAt: Date;
}

const sums = sql`coalesce(sum(created), 0)::int as created, coalesce(sum(updated), 0)::int as updated,
  coalesce(sum(unchanged), 0)::int as unchanged, coalesce(sum(skipped), 0)::int as skipped,
  coalesce(sum(superseded), 0)::int as superseded, coalesce(sum(filtered), 0)::int as filtered,
  coalesce(sum(rejected), 0)::int as rejected, coalesce(sum(retrying), 0)::int as retrying,
  coalesce(sum(unknown), 0)::int as unknown`;

/**
 * The flows of a workspace with everything their list shows, the last changed first; with `flowId` that one only. The days
 * and the last 24 hours count by the start of the run, which is exact for pushed records and for runs that end the same day.
 */
export async function listFlows(
  database: Queryable,
  workspaceId: string,
  flowId?: string,
): Promise<readonly ListedFlow[]> {
  const one = flowId === undefined ? sql`` : sql` and f.id = ${flowId}`;
  const rows = await database.execute<{ [Key in keyof ListedFlow]: ListedFlow[Key] }>(sql`
    with recent as (
      select r.flow_id, r.id, r.created_at, r.read, c.*
      from run r
      cross join lateral (select ${sums} from run_count where run_id = r.id) c
      where r.workspace_id = ${workspaceId} and r.created_at > now() - interval '14 days'
    ), totals as (
      select flow_id,
        coalesce(sum(read) filter (where created_at > now() - interval '24 hours'), 0)::int as records24h,
        count(*) filter (where read > 0)::int as reading,
        count(*) filter (where read > 0 and created + updated > 0)::int as writing
      from recent group by flow_id
    ), days as (
      select flow_id, json_agg(json_build_object('day', day, 'ok', ok, 'failed', failed) order by day) as days
      from (
        select flow_id, to_char(created_at, 'YYYY-MM-DD') as day,
          sum(created + updated + unchanged + skipped + superseded + filtered)::int as ok,
          sum(rejected + retrying + unknown)::int as failed
        from recent group by 1, 2
      ) d group by flow_id
    ), failures as (
      select flow_id, count(distinct record_id)::int as open
      from delivery where workspace_id = ${workspaceId} and state = 'rejected' group by flow_id
    )
    select f.id, f.name, f.state, f.pause_reason as "pauseReason", f.active_version as "activeVersion",
      v.number is not null and (
        (f.draft->'nodes')::text is distinct from (v.graph->'nodes')::text
        or (f.draft->'edges')::text is distinct from (v.graph->'edges')::text
        or (f.draft->'tables')::text is distinct from (v.graph->'tables')::text
      ) as changed,
      coalesce(used.connections, '[]') as connections,
      last.run as "lastRun",
      coalesce(t.records24h, 0) as "records24h",
      coalesce(d.days, '[]') as days,
      coalesce(fa.open, 0) as "openFailures",
      due.at as "nextRunAt",
      coalesce(t.reading, 0) as "readingRuns", coalesce(t.writing, 0) as "writingRuns",
      f.updated_at as "updatedAt"
    from flow f
    left join flow_version v on v.flow_id = f.id and v.number = f.active_version
    left join totals t on t.flow_id = f.id
    left join days d on d.flow_id = f.id
    left join failures fa on fa.flow_id = f.id
    left join lateral (
      select to_char(min(s.due_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from schedule_due s where s.flow_id = f.id and s.task = 'flow' and s.state = 'due' and f.state = 'active'
    ) due on true
    left join lateral (
      select json_agg(json_build_object('name', n.name, 'use', n.use, 'connector', c.connector, 'state', c.state)
        order by n.position) as connections
      from (
        select node.value->'config'->>'connection' as name, min(node.value->>'type') as use,
          min(node.ordinality) as position
        from json_each(coalesce(v.graph, f.draft)->'nodes') with ordinality as node(key, value, ordinality)
        where node.value->>'type' in ('source', 'destination', 'lookup')
          and coalesce(node.value->'config'->>'connection', '') <> ''
        group by node.value->'config'->>'connection', node.value->>'type'
      ) n
      left join connection c on c.workspace_id = f.workspace_id and c.name = n.name
    ) used on true
    left join lateral (
      select json_build_object('id', r.id, 'state', r.state, 'read', r.read,
        'startedAt', to_char(coalesce(r.started_at, r.created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'counts', (select row_to_json(c) from (select ${sums} from run_count where run_id = r.id) c)) as run
      from run r where r.flow_id = f.id order by r.created_at desc limit 1
    ) last on true
    where f.workspace_id = ${workspaceId} and f.deleted_at is null${one}
    order by f.updated_at desc, f.id`);
  return rows.map((row) => ({ ...row, updatedAt: new Date(row.updatedAt) }));
}
