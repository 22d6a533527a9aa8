import { findFlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import { insertRun, type NewRun } from "@trasvase/db/queries/insert-run.ts";
import type { FlowPlace } from "../queue/queue.ts";
import type { Engine } from "./engine.ts";

/** Queues a run of the flow's active version and tells the workers; answers its id. Undefined: the flow is not active. */
export async function startRun(
  engine: Engine,
  place: FlowPlace,
  trigger: Pick<NewRun, "triggerKind" | "startedBy" | "options">,
): Promise<string | undefined> {
  const terms = await findFlowTerms(engine.database, place.flowId);
  if (terms?.state !== "active" || terms.activeVersion === null || terms.deletedAt) return undefined;
  const { flowId, workspaceId } = terms;
  return await insertRun(engine.database, { workspaceId, flowId, version: terms.activeVersion, ...trigger });
}
