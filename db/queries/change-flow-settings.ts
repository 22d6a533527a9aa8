import { and, eq } from "drizzle-orm";
import type { Database } from "../client.ts";
import { flow } from "../schema/flow.ts";

/** Joins members into a flow's settings; a member that is undefined is taken away. */
export async function changeFlowSettings(
  database: Database,
  place: { readonly workspaceId: string; readonly flowId: string },
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const ofFlow = and(eq(flow.workspaceId, place.workspaceId), eq(flow.id, place.flowId));
    const [current] = await transaction
      .select({ settings: flow.settings })
      .from(flow)
      .where(ofFlow)
      .for("update");
    if (!current) return;
    const joined = { ...(current.settings as object), ...change };
    // JSON leaves out what is undefined.
    await transaction.update(flow).set({ settings: joined }).where(ofFlow);
  });
}
