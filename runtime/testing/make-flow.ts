import type { Database } from "@trasvase/db/client.ts";
import { activateFlow } from "@trasvase/db/queries/activate-flow.ts";
import { ensureOwner } from "@trasvase/db/queries/ensure-owner.ts";
import { insertFlow } from "@trasvase/db/queries/insert-flow.ts";
import type { FlowPlace } from "../queue/queue.ts";

const emptyGraph = { format: 1, name: "Test", nodes: {}, edges: [], tables: {}, layout: {} };

/** A flow with one active version, for tests. */
export async function makeFlow(database: Database, graph: unknown = emptyGraph): Promise<FlowPlace> {
  const owner = await ensureOwner(database);
  const flowId = await insertFlow(database, {
    workspaceId: owner.workspaceId,
    name: "Test",
    draft: graph,
    trigger: { kind: "manual" },
  });
  await activateFlow(database, {
    workspaceId: owner.workspaceId,
    flowId,
    revision: 1,
    note: "",
    checks: [],
    userId: owner.userId,
  });
  return { workspaceId: owner.workspaceId, flowId };
}
