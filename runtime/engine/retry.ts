import { findLoggedRecord } from "@trasvase/db/queries/find-logged-record.ts";
import type { RecordPlace } from "@trasvase/db/queries/list-records.ts";
import { wishFor } from "@trasvase/db/queries/wish.ts";
import type { Engine } from "./engine.ts";

/**
 * A person's retry: the record is walked again by the active version, and what was delivered well with an equal body is not sent again.
 * False: nothing is owed for it, or its outcome is unknown and settled first.
 */
export async function retryRecord(engine: Engine, workspaceId: string, place: RecordPlace): Promise<boolean> {
  const row = await findLoggedRecord(engine.database, workspaceId, place);
  if (!row) return false;
  const { flowId, recordId } = row;
  return (await wishFor(engine.database, flowId, { recordId }, { wish: "retry" })) > 0;
}
