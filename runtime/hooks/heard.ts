import { keepHeard, listHeard } from "@trasvase/db/queries/listen.ts";
import type { RawRecord } from "@trasvase/shared/connector.ts";
import type { HeardRecord } from "@trasvase/shared/contract/hook.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { Engine } from "../engine/engine.ts";
import { openPayload, sealPayload } from "../engine/payload.ts";
import type { FlowPlace } from "../queue/queue.ts";

/** Of one push: enough to choose a sample from. */
const mostOfOne = 5;

/** Keeps pushed records, encrypted, for whoever listens for a sample. */
export async function keepHeardRecords(
  engine: Engine,
  place: FlowPlace,
  records: readonly RawRecord[],
): Promise<void> {
  const { flowId, workspaceId } = place;
  const sealed = await Promise.all(
    records
      .slice(0, mostOfOne)
      .map(({ data }) =>
        sealPayload(engine, place, { kind: "heard", life: "owed", text: JSON.stringify(data) }),
      ),
  );
  await keepHeard(engine.database, { workspaceId, flowId }, sealed);
}

/** What was pushed since somebody began to listen. */
export async function listHeardRecords(engine: Engine, place: FlowPlace): Promise<readonly HeardRecord[]> {
  const rows = await listHeard(engine.database, place.flowId);
  return await Promise.all(
    rows.map(async ({ at, ...sealed }) => ({
      // Stored as JSON by keepHeardRecords.
      data: JSON.parse(await openPayload(engine, place, "heard", sealed)) as Json,
      at: at.toISOString(),
    })),
  );
}
