import { and, eq, isNull } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { workspace } from "../schema/workspace.ts";

/** The sealed hash key of a workspace. If it has none, the one `make` gives is stored; of several at once the first one counts. */
export async function findOrAddHashKey(
  database: Queryable,
  workspaceId: string,
  make: () => Uint8Array,
): Promise<Uint8Array> {
  const find = () =>
    database.select({ hashKey: workspace.hashKey }).from(workspace).where(eq(workspace.id, workspaceId));
  const [existing] = await find();
  if (!existing) throw new Error(`There is no workspace ${workspaceId}.`);
  if (existing.hashKey) return existing.hashKey;
  await database
    .update(workspace)
    .set({ hashKey: make() })
    .where(and(eq(workspace.id, workspaceId), isNull(workspace.hashKey)));
  const [stored] = await find();
  if (!stored?.hashKey)
    throw new Error(`The hash key of workspace ${workspaceId} was neither found nor stored.`);
  return stored.hashKey;
}
