import { askRetry } from "@trasvase/db/queries/ask-retry.ts";
import { findLoggedRecord } from "@trasvase/db/queries/find-logged-record.ts";
import type { RecordPlace } from "@trasvase/db/queries/list-records.ts";
import type { Engine } from "./engine.ts";

/**
 * A person's retry: the record is walked again by the active version, and what was delivered well with an equal body is not sent again.
 * False: nothing is owed for it, or what is owed is being settled just now.
 */
export async function retryRecord(engine: Engine, workspaceId: string, place: RecordPlace): Promise<boolean> {
  const row = await findLoggedRecord(engine.database, workspaceId, place);
  return row !== undefined && (await askRetry(engine.database, row.flowId, row.recordId));
}
