import type { Database } from "../client.ts";
import { newId } from "../id.ts";
import { flow } from "../schema/flow.ts";
import { workspace } from "../schema/workspace.ts";

/** A flow in a workspace of its own, for tests that need rows to hang theirs on. */
export async function addFlow(database: Database): Promise<{ workspaceId: string; flowId: string }> {
  const workspaceId = newId();
  const flowId = newId();
  await database.insert(workspace).values({ id: workspaceId, name: "Test" });
  await database.insert(flow).values({ id: flowId, workspaceId, name: "Test", draft: {} });
  return { workspaceId, flowId };
}
