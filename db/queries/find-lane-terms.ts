import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { prepared } from "../prepared.ts";
import type { FlowTerms } from "./find-flow-terms.ts";
import type { ListedConnectionType } from "./list-connection-types.ts";

/** What a worker needs to know before it works in a lane. */
export interface LaneTerms {
  /** Undefined when it is gone. */
  readonly flow: FlowTerms | undefined;
  readonly connections: readonly ListedConnectionType[];
  /** False: nothing is owed in this lane. */
  readonly mayOwe: boolean;
}

/** Everything in one statement: it is asked whenever a lane is claimed. */
export async function findLaneTerms(
  database: Queryable,
  lane: { readonly workspaceId: string; readonly flowId: string; readonly lane: number },
): Promise<LaneTerms> {
  const rows = await database.execute<
    Omit<FlowTerms, "deletedAt"> & {
      deletedAt: string | null;
      connections: ListedConnectionType[] | null;
      mayOwe: boolean;
    }
  >(sql`${prepared}
    select f.workspace_id as "workspaceId", f.id as "flowId", f.name, f.state, f.active_version as "activeVersion",
      f.log_policy as "logPolicy", f.retention, f.expire_after_days as "expireAfterDays", f.settings, f.deleted_at as "deletedAt",
      (select json_agg(json_build_object('name', c.name, 'connector', c.connector, 'revision', c.revision, 'state', c.state)
        order by c.name) from connection c where c.workspace_id = f.workspace_id) as connections,
      exists (select from delivery d where d.flow_id = f.id and d.lane = ${lane.lane}::smallint) as "mayOwe"
    from flow f where f.id = ${lane.flowId}::uuid`);
  const row = rows[0];
  if (!row) return { flow: undefined, connections: [], mayOwe: false };
  const { connections, deletedAt, mayOwe, ...flow } = row;
  return {
    flow: { ...flow, deletedAt: deletedAt === null ? null : new Date(deletedAt) },
    connections: connections ?? [],
    mayOwe,
  };
}
