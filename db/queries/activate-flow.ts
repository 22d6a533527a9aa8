import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import { flow } from "../schema/flow.ts";
import { flowVersion } from "../schema/flow-version.ts";
import { LANES_PER_FLOW, lane } from "../schema/lane.ts";

/** An activation as the person decided it. */
export interface ActivationToKeep {
  readonly workspaceId: string;
  readonly flowId: string;
  /** The draft's revision that was checked. */
  readonly revision: number;
  readonly note: string;
  /** The checks shown, and which of them were accepted although not green. */
  readonly checks: unknown;
  readonly userId: string;
  /** Joined into the flow's settings; left out: unchanged. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Written with the flow's first activation when a webhook is its source. */
  readonly hookTokenHash?: Uint8Array;
}

/**
 * Makes the draft the active version, in one transaction, with the lanes of the flow's queue at its first activation. Answers
 * the new version's number, or undefined when the draft is no longer at that revision or the flow was deleted.
 */
export async function activateFlow(
  database: Database,
  activation: ActivationToKeep,
): Promise<number | undefined> {
  const { workspaceId, flowId, revision } = activation;
  return await database.transaction(async (transaction) => {
    const [current] = await transaction
      .select()
      .from(flow)
      .where(and(eq(flow.workspaceId, workspaceId), eq(flow.id, flowId), isNull(flow.deletedAt)))
      .for("update");
    if (current?.revision !== revision) return undefined;
    const [last] = await transaction
      .select({ number: sql<number>`coalesce(max(${flowVersion.number}), 0)::int` })
      .from(flowVersion)
      .where(eq(flowVersion.flowId, flowId));
    const number = (last?.number ?? 0) + 1;
    await transaction.insert(flowVersion).values({
      workspaceId,
      flowId,
      number,
      graph: current.draft,
      note: activation.note,
      checks: activation.checks,
      createdBy: activation.userId,
    });
    await transaction
      .insert(lane)
      .values(Array.from({ length: LANES_PER_FLOW }, (_, one) => ({ workspaceId, flowId, number: one })))
      .onConflictDoNothing();
    const settings = { ...(current.settings as object), ...activation.settings };
    await transaction
      .update(flow)
      .set({
        activeVersion: number,
        state: "active",
        pauseReason: null,
        pausedAt: null,
        settings,
        updatedAt: sql`now()`,
        ...(activation.hookTokenHash && !current.hookTokenHash
          ? { hookTokenHash: activation.hookTokenHash }
          : {}),
      })
      .where(eq(flow.id, flowId));
    return number;
  });
}
