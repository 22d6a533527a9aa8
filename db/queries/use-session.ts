import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** Who a session belongs to. */
export interface UsedSession {
  readonly userId: string;
  readonly name: string;
  readonly workspaceId: string;
}

/**
 * The person behind a session that is still good, its idle expiry moved forward. The row is written at most once a minute, so that
 * a page full of requests does not write it again and again.
 */
export async function useSession(
  database: Queryable,
  tokenHash: Uint8Array,
  idleMinutes: number,
): Promise<UsedSession | undefined> {
  const [row] = await database.execute<{ userId: string; name: string; workspaceId: string }>(sql`
    with good as (
      select s.token_hash, s.last_seen_at, u.id, u.name, u.workspace_id
      from session s join app_user u on u.id = s.user_id
      where s.token_hash = ${tokenHash} and s.idle_expires_at > now() and s.absolute_expires_at > now()
        and u.disabled_at is null
    ), seen as (
      update session s set last_seen_at = now(),
        idle_expires_at = least(now() + make_interval(mins => ${idleMinutes}), s.absolute_expires_at)
      from good where s.token_hash = good.token_hash and good.last_seen_at < now() - interval '1 minute'
    )
    select id as "userId", name, workspace_id as "workspaceId" from good`);
  return row;
}
