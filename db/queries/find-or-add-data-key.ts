import { and, desc, eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { dataKey, type PayloadLife } from "../schema/data-key.ts";
import { type WrappedDataKey, wrappedDataKeyColumns } from "./find-data-key.ts";

/** What a data key is for. */
export interface DataKeyUse {
  readonly workspaceId: string;
  readonly flowId: string;
  /** UTC day. */
  readonly day: string;
  readonly life: PayloadLife;
}

/** The newest data key for a use. If there is none, the one `make` gives is stored; of several at once the first one counts. */
export async function findOrAddDataKey(
  database: Queryable,
  use: DataKeyUse,
  make: () => { readonly wrapped: Uint8Array; readonly secretKeyId: string },
): Promise<WrappedDataKey> {
  const find = () =>
    database
      .select(wrappedDataKeyColumns)
      .from(dataKey)
      .where(and(eq(dataKey.flowId, use.flowId), eq(dataKey.day, use.day), eq(dataKey.life, use.life)))
      .orderBy(desc(dataKey.generation))
      .limit(1);
  const [existing] = await find();
  if (existing) return existing;
  await database
    .insert(dataKey)
    .values({ ...use, ...make() })
    .onConflictDoNothing();
  const [stored] = await find();
  if (!stored)
    throw new Error(`The data key of flow ${use.flowId} for ${use.day} was neither found nor stored.`);
  return stored;
}
