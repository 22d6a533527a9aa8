import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Whose lease it is to be, and for how long. */
export interface LeaseClaim {
  readonly workspaceId: string;
  readonly connection: string;
  readonly owner: string;
  readonly leaseMs: number;
}

/** Takes the right to refresh a connection's tokens; answers the epoch to write under, or undefined while somebody else has it. */
export async function claimTokenLease(database: Queryable, claim: LeaseClaim): Promise<number | undefined> {
  const { workspaceId, connection, owner, leaseMs } = claim;
  const [row] = await database.execute<{ epoch: number }>(sql`
    insert into connection_lease (workspace_id, connection, purpose, owner, epoch, lease_until)
    values (${workspaceId}, ${connection}, 'token', ${owner}, 1, now() + make_interval(secs => ${leaseMs / 1000}))
    on conflict (workspace_id, connection, purpose) do update
      set owner = excluded.owner, epoch = connection_lease.epoch + 1, lease_until = excluded.lease_until
      where connection_lease.lease_until is null or connection_lease.lease_until < now()
    returning epoch::float8 as epoch`);
  return row?.epoch;
}
