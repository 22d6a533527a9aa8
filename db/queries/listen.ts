import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database, Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";
import { heardPush } from "../schema/heard-push.ts";

/** A flow of a workspace. */
interface Place {
  readonly workspaceId: string;
  readonly flowId: string;
}

/** Begins, or with 0 ends, to listen for pushed samples; what was heard before is forgotten. Sets the address's token when it has none. */
export async function listenFor(
  database: Database,
  place: Place,
  how: {
    readonly listenMs: number;
    readonly hook?: { readonly hash: Uint8Array; readonly settings: Readonly<Record<string, unknown>> };
  },
): Promise<void> {
  const { flowId, workspaceId } = place;
  await database.transaction(async (transaction) => {
    const [current] = await transaction
      .select({ settings: flow.settings, hookTokenHash: flow.hookTokenHash })
      .from(flow)
      .where(and(eq(flow.workspaceId, workspaceId), eq(flow.id, flowId), isNull(flow.deletedAt)))
      .for("update");
    if (!current) return;
    const isNew = how.hook !== undefined && !current.hookTokenHash;
    await transaction
      .update(flow)
      .set({
        listenUntil:
          how.listenMs === 0 ? null : sql`clock_timestamp() + ${how.listenMs} * interval '1 millisecond'`,
        ...(isNew
          ? {
              hookTokenHash: how.hook.hash,
              settings: { ...(current.settings as object), ...how.hook.settings },
            }
          : {}),
      })
      .where(eq(flow.id, flowId));
    await transaction.delete(heardPush).where(eq(heardPush.flowId, flowId));
  });
}

/** Gives a flow's address another token: the old one is refused from now on. */
export async function changeHookToken(
  database: Database,
  place: Place,
  hook: { readonly hash: Uint8Array; readonly settings: Readonly<Record<string, unknown>> },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const ofFlow = and(eq(flow.workspaceId, place.workspaceId), eq(flow.id, place.flowId));
    const [current] = await transaction
      .select({ settings: flow.settings })
      .from(flow)
      .where(ofFlow)
      .for("update");
    if (!current) return;
    const settings = { ...(current.settings as object), ...hook.settings };
    await transaction.update(flow).set({ hookTokenHash: hook.hash, settings }).where(ofFlow);
  });
}

/** Most records that are heard at once; later ones are not kept. */
const mostHeard = 20;

/** Keeps what was pushed for whoever listens. */
export async function keepHeard(
  database: Queryable,
  place: Place,
  heard: readonly { readonly payload: Uint8Array; readonly dataKeyId: number }[],
): Promise<void> {
  const [row] = await database
    .select({ count: sql<number>`count(*)::int` })
    .from(heardPush)
    .where(eq(heardPush.flowId, place.flowId));
  const fresh = heard.slice(0, Math.max(0, mostHeard - (row?.count ?? 0)));
  if (fresh.length === 0) return;
  await database.insert(heardPush).values(fresh.map((one) => ({ ...place, ...one })));
}

/** What was heard, in the order it came. */
export async function listHeard(database: Queryable, flowId: string) {
  return await database
    .select({ payload: heardPush.payload, dataKeyId: heardPush.dataKeyId, at: heardPush.at })
    .from(heardPush)
    .where(eq(heardPush.flowId, flowId))
    .orderBy(heardPush.id);
}
