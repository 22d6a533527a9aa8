import { asc, eq } from "drizzle-orm";
import type { Database } from "../client.ts";
import { newId } from "../id.ts";
import { appUser } from "../schema/app-user.ts";
import { workspace } from "../schema/workspace.ts";

/** The person who owns a workspace. */
export interface Owner {
  readonly workspaceId: string;
  readonly userId: string;
}

/** The first workspace and its owner, made at the first start. Starts at the same time make them once. */
export async function ensureOwner(database: Database): Promise<Owner> {
  return await database.transaction(async (transaction) => {
    await transaction.execute("lock table workspace in share row exclusive mode");
    const [found] = await transaction
      .select({ workspaceId: appUser.workspaceId, userId: appUser.id })
      .from(appUser)
      .where(eq(appUser.role, "owner"))
      .orderBy(asc(appUser.createdAt), asc(appUser.id))
      .limit(1);
    if (found) return found;
    const workspaceId = newId();
    const userId = newId();
    await transaction.insert(workspace).values({ id: workspaceId, name: "Trasvase" });
    await transaction.insert(appUser).values({ id: userId, workspaceId, name: "Owner", role: "owner" });
    return { workspaceId, userId };
  });
}
