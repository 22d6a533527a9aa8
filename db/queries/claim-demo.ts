import { eq } from "drizzle-orm";
import type { Queryable } from "../client.ts";
import { workspace } from "../schema/workspace.ts";

/** Notes that the demo was installed in a workspace, in the caller's transaction. False: it had been before, whatever became of it since. */
export async function claimDemo(within: Queryable, workspaceId: string): Promise<boolean> {
  const [row] = await within
    .select({ settings: workspace.settings })
    .from(workspace)
    .where(eq(workspace.id, workspaceId))
    .for("update");
  const settings = Object(row?.settings);
  if (!row || settings.demoInstalled === true) return false;
  await within
    .update(workspace)
    .set({ settings: { ...settings, demoInstalled: true } })
    .where(eq(workspace.id, workspaceId));
  return true;
}
