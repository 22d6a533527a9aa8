import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Account, closedFolder, makeFolder, serverAccount } from "./account.ts";
import { EmbeddedError } from "./embedded-error.ts";

/** Where a data folder's cluster, lock and log lie, and who runs the server. */
export interface Home {
  readonly folder: string;
  readonly cluster: string;
  readonly account: Account | undefined;
  /** Set when the folder is not the data folder: the closed folder that made it so. */
  readonly outsideBecauseOf?: string;
}

/** Where root keeps what the server's account cannot reach elsewhere. */
export const outsidePlace = "/var/lib/trasvase";

/** Makes the data folder and answers its real path: one folder has one name, however it was reached. */
export async function makeDataFolder(dataDir: string): Promise<string> {
  try {
    await makeFolder(dataDir);
    const { mode, uid } = await stat(dataDir);
    // Its files are closed one by one; the server's account has to get through to its own folder.
    if (process.getuid?.() === 0 && uid === 0) await chmod(dataDir, (mode & 0o777) | 0o011);
    return await realpath(dataDir);
  } catch (error) {
    throw new EmbeddedError(
      `The data folder ${dataDir} cannot be used: ${error instanceof Error ? error.message : String(error)}. Set DATA_DIR to a folder this account may write to.`,
    );
  }
}

/** Finds or chooses the home of the data folder's cluster. Below a folder only root may enter that is a place outside, noted in the data folder. */
export async function findHome(dataDir: string): Promise<Home> {
  const note = join(dataDir, "postgres.location");
  const noted = (await readFile(note, "utf8").catch(() => "")).trim();
  if (noted !== "") return await notedHome(noted, note);
  const cluster = join(dataDir, "postgres");
  const account = await serverAccount(cluster);
  const closed = account && (await closedFolder(dataDir, account));
  if (!account || !closed) return { folder: dataDir, cluster, account };
  if (await exists(cluster)) {
    throw new EmbeddedError(
      `The database in ${cluster} runs under an account (uid ${account.uid}) that may not enter ${closed}. Let it through with: chmod o+x ${closed} - or move the data folder elsewhere and set DATA_DIR.`,
    );
  }
  const folder = await makeOutside(note, closed);
  return { folder, cluster: join(folder, "postgres"), account, outsideBecauseOf: closed };
}

async function notedHome(folder: string, note: string): Promise<Home> {
  const cluster = join(folder, "postgres");
  if (!(await exists(folder))) {
    throw new EmbeddedError(
      `The database of this data folder was kept in ${folder}, as ${note} says, and that folder is gone. Put it back from a backup, or delete ${note} to start with an empty database.`,
    );
  }
  return { folder, cluster, account: await serverAccount(cluster) };
}

async function makeOutside(note: string, closed: string): Promise<string> {
  const folder = join(outsidePlace, randomBytes(6).toString("hex"));
  const unfinished = `${note}.${randomBytes(4).toString("hex")}`;
  try {
    await makeFolder(outsidePlace);
    await chmod(outsidePlace, 0o711);
    await mkdir(folder, { mode: 0o711 });
    await chmod(folder, 0o711);
    await writeFile(unfinished, `${folder}\n`, { mode: 0o600 });
    // Of two first starts at once, one names the place; the other then finds it locked.
    await link(unfinished, note);
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const other = (await readFile(note, "utf8").catch(() => "")).trim();
    if (other !== "") return other;
    throw new EmbeddedError(
      `Only root may enter ${closed}, PostgreSQL does not run as root, and a place for the database in ${outsidePlace} could not be made: ${error instanceof Error ? error.message : String(error)}. Set DATA_DIR to a folder that other accounts may enter, or start Trasvase as an ordinary user.`,
    );
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
