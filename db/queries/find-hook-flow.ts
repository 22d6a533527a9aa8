import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";
import { flowVersion } from "../schema/flow-version.ts";

/** The flow of a webhook address, whichever workspace it is in. Deleted ones are found too. */
export async function findHookFlow(database: Queryable, flowId: string) {
  const [row] = await database
    .select({
      id: flow.id,
      workspaceId: flow.workspaceId,
      hookTokenHash: flow.hookTokenHash,
      trigger: flow.trigger,
      deletedAt: flow.deletedAt,
      activeVersion: flow.activeVersion,
      /** Whether somebody is listening for a sample. */
      listens: sql<boolean>`coalesce(${flow.listenUntil} > clock_timestamp(), false)`,
    })
    .from(flow)
    .where(eq(flow.id, flowId));
  return row;
}

export type HookFlowRow = NonNullable<Awaited<ReturnType<typeof findHookFlow>>>;

/** The graph that says how pushed records are read: the active version's, or the draft's of a flow that was never activated. */
export async function findHookGraph(
  database: Queryable,
  { activeVersion, id }: Pick<HookFlowRow, "id" | "activeVersion">,
): Promise<unknown> {
  if (activeVersion === null) {
    const [row] = await database.select({ graph: flow.draft }).from(flow).where(eq(flow.id, id));
    return row?.graph;
  }
  const [row] = await database
    .select({ graph: flowVersion.graph })
    .from(flowVersion)
    .where(sql`${flowVersion.flowId} = ${id} and ${flowVersion.number} = ${activeVersion}`);
  return row?.graph;
}
