import { eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { dataKey, type PayloadLife } from "../schema/data-key.ts";

/** A stored data key, still wrapped. */
export interface WrappedDataKey {
  readonly id: number;
  readonly flowId: string;
  readonly day: string;
  readonly life: PayloadLife;
  readonly generation: number;
  readonly wrapped: Uint8Array;
}

/** The columns of a `WrappedDataKey`. */
export const wrappedDataKeyColumns = {
  id: dataKey.id,
  flowId: dataKey.flowId,
  day: dataKey.day,
  life: dataKey.life,
  generation: dataKey.generation,
  wrapped: dataKey.wrapped,
};

/** Undefined when it was deleted: what it encrypted cannot be read any more. */
export async function findDataKey(database: Queryable, id: number): Promise<WrappedDataKey | undefined> {
  const [row] = await database.select(wrappedDataKeyColumns).from(dataKey).where(eq(dataKey.id, id));
  return row;
}
