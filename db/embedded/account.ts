import { chmod, mkdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { EmbeddedError } from "./embedded-error.ts";

/** An operating system account to run the database server under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for the server: undefined for our own. PostgreSQL refuses to run as root, so root runs it as the owner of the
 * existing cluster, or as `nobody` for a new one (initdb needs an account with an entry in /etc/passwd).
 */
export async function serverAccount(cluster: string): Promise<Account | undefined> {
  const ownUid = process.getuid?.();
  const existing = await stat(cluster).catch(() => undefined);
  if (ownUid === undefined) return undefined;
  if (ownUid !== 0) {
    if (existing && existing.uid !== ownUid) {
      throw new EmbeddedError(
        `The database in ${cluster} belongs to another account (uid ${existing.uid}); this process runs as uid ${ownUid}. Start Trasvase as the account that started it first${existing.uid === 65534 ? " (probably root)" : ""}, or set DATA_DIR to a folder of its own.`,
      );
    }
    return undefined;
  }
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  return await nobody();
}

async function nobody(): Promise<Account> {
  const accounts = await readFile("/etc/passwd", "utf8").catch(() => "");
  for (const line of accounts.split("\n")) {
    const [name, , uid, gid] = line.split(":");
    // macOS writes -2 for what the kernel calls 4294967294.
    if (name === "nobody") return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  throw new EmbeddedError(
    "Trasvase was started as root, and PostgreSQL refuses to run as root. The account nobody, which would run it, is not in /etc/passwd. Start Trasvase as an ordinary user, or set DATABASE_URL to a PostgreSQL server.",
  );
}

/** The first folder on the way to `path` (itself included) that the account may not enter, or undefined if it may enter all. */
export async function closedFolder(path: string, account: Account): Promise<string | undefined> {
  const folders: string[] = [];
  for (let folder = await realpath(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of folders) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
  }
  return undefined;
}

/**
 * Makes a folder. Root lets other accounts walk through what it made (0711: they cannot list it), for the server's account must
 * reach its own folder inside; anyone else keeps it private (0700).
 */
export async function makeFolder(folder: string): Promise<void> {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await chmod(made, mode);
}
