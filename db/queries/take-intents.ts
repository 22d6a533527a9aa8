import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import type { ClaimedLane } from "./claim-lane.ts";

/** A lock on a match value that is asked for. */
export interface WantedIntent {
  readonly connection: string;
  readonly resource: string;
  /** HMAC of the match value. */
  readonly matchHash: Uint8Array;
  readonly arrival: string;
}

/** `left`: this arrival was already leaving under an earlier claim. */
export type TakenIntent =
  | { readonly kind: "ours" }
  | { readonly kind: "left"; readonly settleInMs: number }
  | { readonly kind: "taken" };

interface Existing extends Record<string, unknown> {
  readonly place: number;
  readonly arrival: string;
  readonly was_sending: boolean;
  readonly settle_in_ms: number;
  readonly ours: boolean;
  readonly abandoned: boolean;
  readonly doubted: boolean;
}

/** A lock of another lane that nobody came back for is given up after this long. */
const abandonedAfterMinutes = 10;

/**
 * Takes locks on match values for one claimed lane; one answer each, in order. A new lock need not be durable: nothing has left yet.
 * A lock that an earlier claim of the same lane left behind is taken over, and told about when its call had begun.
 */
export async function takeIntents(
  database: Database,
  workspaceId: string,
  claim: ClaimedLane,
  wanted: readonly WantedIntent[],
): Promise<readonly TakenIntent[]> {
  const list = JSON.stringify(
    wanted.map(({ matchHash, ...one }, place) => ({
      ...one,
      place,
      hash: Buffer.from(matchHash).toString("hex"),
    })),
  );
  const made = await database.execute<{ place: number }>(sql`
    with wanted as (select * from json_to_recordset(${list}::json)
      as w(place int, connection text, resource text, hash text, arrival text)),
    relaxed as (select set_config('synchronous_commit', 'off', true) as value),
    inserted as (
      insert into sending (workspace_id, connection, resource, match_hash, arrival, flow_id, lane, epoch, owner, sent_at, settle_after)
      select ${workspaceId}::uuid, w.connection, w.resource, decode(w.hash, 'hex'), w.arrival, ${claim.flowId}::uuid,
        ${claim.lane}::smallint, ${claim.epoch}::bigint, ${claim.owner}::text, now(), now()
      from wanted w, relaxed where relaxed.value is not null
      order by w.connection, w.resource, w.hash
      on conflict do nothing
      returning connection, resource, match_hash, arrival
    )
    select w.place from inserted i join wanted w
      on w.connection = i.connection and w.resource = i.resource and decode(w.hash, 'hex') = i.match_hash and w.arrival = i.arrival`);
  const answers: (TakenIntent | undefined)[] = wanted.map(() => undefined);
  for (const { place } of made) answers[place] = { kind: "ours" };
  if (made.length < wanted.length) await takeOver(database, { workspaceId, claim, list }, answers);
  return answers.map((answer) => answer ?? { kind: "taken" });
}

async function takeOver(
  database: Database,
  asked: { readonly workspaceId: string; readonly claim: ClaimedLane; readonly list: string },
  answers: (TakenIntent | undefined)[],
): Promise<void> {
  const { claim, workspaceId, list } = asked;
  await database.transaction(async (transaction) => {
    const rows = await transaction.execute<Existing>(sql`
      with wanted as (select * from json_to_recordset(${list}::json)
        as w(place int, connection text, resource text, hash text, arrival text))
      select w.place, s.arrival, s.settle_after > s.sent_at as was_sending,
        (extract(epoch from s.settle_after - clock_timestamp()) * 1000)::float8 as settle_in_ms,
        s.flow_id = ${claim.flowId} and s.lane = ${claim.lane} and s.epoch <= ${claim.epoch} as ours,
        coalesce((select l.epoch > s.epoch from lane l where l.flow_id = s.flow_id and l.number = s.lane), true)
          and s.settle_after < clock_timestamp() - ${abandonedAfterMinutes} * interval '1 minute' as abandoned,
        exists (select from delivery d where d.flow_id = s.flow_id and d.arrival = s.arrival and d.state = 'unknown') as doubted
      from wanted w join sending s on s.workspace_id = ${workspaceId} and s.connection = w.connection
        and s.resource = w.resource and s.match_hash = decode(w.hash, 'hex')
      order by w.connection, w.resource, w.hash
      for update of s`);
    const places: number[] = [];
    for (const row of rows) {
      if (answers[row.place]) continue;
      const answer = judge(row, wantedArrival(list, row.place));
      answers[row.place] = answer;
      if (answer.kind !== "taken") places.push(row.place);
    }
    if (places.length === 0) return;
    await transaction.execute(sql`
      with wanted as (select * from json_to_recordset(${list}::json)
        as w(place int, connection text, resource text, hash text, arrival text))
      update sending s set arrival = w.arrival, flow_id = ${claim.flowId}, lane = ${claim.lane}, epoch = ${claim.epoch},
        owner = ${claim.owner}
      from wanted w where w.place = any (${sql.param(places)}::int[]) and s.workspace_id = ${workspaceId}
        and s.connection = w.connection and s.resource = w.resource and s.match_hash = decode(w.hash, 'hex')`);
  });
}

function wantedArrival(list: string, place: number): string {
  const wanted = JSON.parse(list) as readonly { readonly arrival: string }[];
  return wanted[place]?.arrival ?? "";
}

function judge(row: Existing, arrival: string): TakenIntent {
  const settleInMs = Math.max(0, row.settle_in_ms);
  if (row.arrival === arrival && row.ours)
    return row.was_sending ? { kind: "left", settleInMs } : { kind: "ours" };
  // Of the same lane, but for an arrival that no longer comes: free once its call is over and nothing is owed for it.
  const isOver = !row.was_sending || row.settle_in_ms <= 0;
  if ((row.ours && isOver && !row.doubted) || (row.abandoned && !row.doubted)) return { kind: "ours" };
  return { kind: "taken" };
}
