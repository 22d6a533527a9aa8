import { eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { flow } from "../schema/flow.ts";

/** How a flow is to be run now: everything but its graphs. */
export async function findFlowTerms(database: Queryable, flowId: string) {
  const [row] = await database
    .select({
      workspaceId: flow.workspaceId,
      flowId: flow.id,
      name: flow.name,
      state: flow.state,
      activeVersion: flow.activeVersion,
      logPolicy: flow.logPolicy,
      retention: flow.retention,
      expireAfterDays: flow.expireAfterDays,
      settings: flow.settings,
      deletedAt: flow.deletedAt,
    })
    .from(flow)
    .where(eq(flow.id, flowId));
  return row;
}

export type FlowTerms = NonNullable<Awaited<ReturnType<typeof findFlowTerms>>>;
