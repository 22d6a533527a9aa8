import { setConnectionState } from "@trasvase/db/queries/set-connection-state.ts";
import type { CheckStage } from "@trasvase/shared/connector.ts";
import type { ConnectionCheck } from "@trasvase/shared/contract/connection.ts";
import type { Engine } from "../engine/engine.ts";
import { asTrouble } from "../engine/matching.ts";

/** Tries a connection stage by stage and keeps the result as its state. Its client says of each stage how to repair it. */
export async function tryConnection(
  engine: Engine,
  place: { readonly workspaceId: string; readonly name: string },
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const stages = await checkStages(engine, place, signal);
  const failed = stages.find((stage) => !stage.ok);
  const state = failed ? "broken" : "working";
  await setConnectionState(engine.database, place, state, failed?.message ?? null);
  return { ok: !failed, stages: stages.map((stage) => ({ ...stage })) };
}

async function checkStages(
  engine: Engine,
  { workspaceId, name }: { readonly workspaceId: string; readonly name: string },
  signal: AbortSignal,
): Promise<readonly CheckStage[]> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(engine.limits.callTimeoutMs)]);
  try {
    const clients = engine.clients(workspaceId);
    await clients.refresh();
    const reader = await clients.reader(name);
    return await reader.check(stop);
  } catch (error) {
    const { code, message } = asTrouble(error, signal);
    return [{ stage: code === "address-blocked" ? "permissions" : "reachable", ok: false, message }];
  }
}
