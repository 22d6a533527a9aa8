import { sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";

/** What SECRET_KEY seals, by where it stands. */
export type SealedPlace = "data-key" | "connection-secrets" | "connection-tokens" | "hash-key" | "hook-token";

/** A value as it is sealed, with what names it. */
export interface SealedValue {
  readonly place: SealedPlace;
  /** Of the row: of the data key, the connection, the workspace or the flow. */
  readonly id: string;
  readonly workspaceId: string;
  /** Of a data key. */
  readonly use: {
    readonly flowId: string;
    readonly day: string;
    readonly life: string;
    readonly generation: number;
  } | null;
  readonly sealed: Uint8Array;
}

/**
 * Everything that SECRET_KEY seals and that does not begin with this prefix (format and id of the key), at most `limit`. The prefix is
 * compared in the bytes themselves, so that nothing is missed whatever is noted beside them.
 */
export async function findSealedOtherwise(
  database: Queryable,
  prefix: Uint8Array,
  limit: number,
): Promise<readonly SealedValue[]> {
  const begins = (column: string) =>
    sql`substring(${sql.raw(column)} from 1 for ${prefix.length}::int) <> ${prefix}`;
  const rows = await database.execute<{
    place: SealedPlace;
    id: string;
    workspace_id: string;
    flow_id: string | null;
    day: string | null;
    life: string | null;
    generation: number | null;
    sealed: Uint8Array;
  }>(sql`
    select 'data-key' as place, id::text, workspace_id, flow_id::text, day::text, life, generation, wrapped as sealed
      from data_key where ${begins("wrapped")}
    union all select 'connection-secrets', id::text, workspace_id, null, null, null, null, secrets
      from connection where secrets is not null and ${begins("secrets")}
    union all select 'connection-tokens', id::text, workspace_id, null, null, null, null, tokens
      from connection where tokens is not null and ${begins("tokens")}
    union all select 'hash-key', id::text, id, null, null, null, null, hash_key
      from workspace where hash_key is not null and ${begins("hash_key")}
    union all select 'hook-token', id::text, workspace_id, null, null, null, null, token from (
      select id, workspace_id, decode(settings->>'hookToken', 'base64') as token from flow
        where settings->>'hookToken' is not null) hooks where ${begins("token")}
    limit ${limit}`);
  return rows.map((row) => ({
    place: row.place,
    id: row.id,
    workspaceId: row.workspace_id,
    use:
      row.flow_id === null || row.day === null || row.life === null || row.generation === null
        ? null
        : { flowId: row.flow_id, day: row.day, life: row.life, generation: row.generation },
    sealed: row.sealed,
  }));
}

/** Puts the same value in another seal in its place, unless somebody changed it meanwhile. */
export async function replaceSealed(
  database: Queryable,
  { id, place, sealed }: Pick<SealedValue, "id" | "place" | "sealed">,
  resealed: { readonly sealed: Uint8Array; readonly keyId: string },
): Promise<void> {
  const { keyId, sealed: next } = resealed;
  switch (place) {
    case "data-key":
      await database.execute(sql`
        update data_key set wrapped = ${next}, secret_key_id = ${keyId} where id = ${id}::bigint and wrapped = ${sealed}`);
      return;
    case "connection-secrets":
      await database.execute(sql`
        update connection set secrets = ${next}, secret_key_id = ${keyId} where id = ${id} and secrets = ${sealed}`);
      return;
    case "connection-tokens":
      await database.execute(
        sql`update connection set tokens = ${next} where id = ${id} and tokens = ${sealed}`,
      );
      return;
    case "hash-key":
      await database.execute(
        sql`update workspace set hash_key = ${next} where id = ${id} and hash_key = ${sealed}`,
      );
      return;
    case "hook-token":
      await database.execute(sql`
        update flow set settings = (settings::jsonb || jsonb_build_object('hookToken', ${Buffer.from(next).toString("base64")}::text))::json
        where id = ${id} and decode(settings->>'hookToken', 'base64') = ${sealed}`);
  }
}

/** Forgets the keys that seal nothing any more, all but this one. Answers their ids. */
export async function retireSecretKeys(database: Queryable, currentId: string): Promise<readonly string[]> {
  const rows = await database.execute<{ id: string }>(
    sql`delete from secret_key where id <> ${currentId} returning id`,
  );
  return rows.map((row) => row.id);
}
