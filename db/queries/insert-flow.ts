import type { Queryable } from "../client.ts";
import { newId } from "../id.ts";
import { flow } from "../schema/flow.ts";

/** A flow to be made. */
export interface NewFlow {
  readonly workspaceId: string;
  readonly name: string;
  readonly draft: unknown;
  readonly trigger: unknown;
  readonly settings?: unknown;
}

/** Makes a flow with a draft at revision 1 and nothing active; answers its id. */
export async function insertFlow(database: Queryable, made: NewFlow): Promise<string> {
  const id = newId();
  await database.insert(flow).values({ id, ...made });
  return id;
}
