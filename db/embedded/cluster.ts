import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { EmbeddedError } from "./embedded-error.ts";

/** The name of the database's user, and of the database. */
export const databaseName = "trasvase";

/** The password of an existing cluster, or of one to be made: kept in a file only we may read. */
export async function clusterPassword(file: string, clusterExists: boolean): Promise<string> {
  const stored = await readFile(file, "utf8").catch(() => undefined);
  if (stored) return stored.trim();
  if (clusterExists) {
    throw new EmbeddedError(
      `The file ${file} with the password of the database is missing, so the database beside it cannot be opened. Put the file back from a backup of the data folder.`,
    );
  }
  const password = randomBytes(32).toString("base64url");
  const unfinished = `${file}.${randomBytes(4).toString("hex")}`;
  await writeFile(unfinished, `${password}\n`, { mode: 0o600 });
  await rename(unfinished, file);
  return password;
}

/** Throws a sentence when the cluster was made by another major version than the programs are. */
export async function checkClusterVersion(cluster: string, binaries: Binaries): Promise<void> {
  const made = (await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => "")).trim();
  const major = binaries.version.split(".")[0];
  if (made === major) return;
  throw new EmbeddedError(
    made === ""
      ? `The folder ${cluster} exists but holds no PostgreSQL database. Move it away to start with an empty one, or put the data folder back from a backup.`
      : `The database in ${cluster} was made by PostgreSQL ${made}, this version of Trasvase brings PostgreSQL ${major}. Start it once more with the version of Trasvase that made it and export the flows, or move the folder away to start with an empty one.`,
  );
}

/**
 * Names this very folder. Of the two files, the first is written once for ever and tells a copy by when it was made; the second is written
 * in place all the time, so that whatever puts other contents there by replacing files shows.
 */
export async function clusterIdentity(cluster: string): Promise<string> {
  const made = await stat(join(cluster, "PG_VERSION"));
  const control = await stat(join(cluster, "global", "pg_control"));
  return `${made.ino}.${Math.round(made.birthtimeMs)}.${control.ino}`;
}

/** Makes a new cluster with an empty database. It gets its name only when complete: a start that is killed leaves nothing half-made in use. */
export async function makeCluster(
  cluster: string,
  o: { readonly binaries: Binaries; readonly account: Account | undefined; readonly password: string },
): Promise<void> {
  const unfinished = `${cluster}.unfinished-${randomBytes(4).toString("hex")}`;
  const passwordFile = `${unfinished}.password`;
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await chmod(unfinished, 0o700);
    await writeFile(passwordFile, o.password, { mode: 0o600 });
    if (o.account) {
      await chown(unfinished, o.account.uid, o.account.gid);
      await chown(passwordFile, o.account.uid, o.account.gid);
    }
    const initdb = [
      "-D",
      unfinished,
      "-U",
      databaseName,
      "-A",
      "scram-sha-256",
      `--pwfile=${passwordFile}`,
      "-E",
      "UTF8",
    ];
    // The built-in provider needs no locale of the system and orders alike everywhere.
    initdb.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions");
    await runProgram(o.binaries.initdb, initdb, { ...o, folder: unfinished });
    const single = ["--single", "-D", unfinished, "postgres"];
    await runProgram(o.binaries.postgres, single, {
      ...o,
      folder: unfinished,
      input: `create database ${databaseName}\n`,
    });
    await rename(unfinished, cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Removes what a killed first start left behind. */
export async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.includes(".unfinished-")) await rm(join(home, name), { recursive: true, force: true });
  }
}

/** Whether there is something at the place of the cluster. */
export async function existsAt(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

interface Invocation {
  readonly account: Account | undefined;
  readonly folder: string;
  readonly input?: string;
}

async function runProgram(
  program: string,
  parameters: readonly string[],
  invocation: Invocation,
): Promise<void> {
  const child = spawn(program, parameters, {
    cwd: invocation.folder,
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C.UTF-8" },
    stdio: ["pipe", "pipe", "pipe"],
    ...invocation.account,
  });
  let said = "";
  const keep = (data: Buffer) => {
    said = (said + data.toString("utf8")).slice(-2_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  child.stdin.on("error", () => {});
  child.stdin.end(invocation.input ?? "");
  const code = await new Promise<number | string | null>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (exit, signal) => resolve(exit ?? signal));
  });
  if (code !== 0) {
    throw new EmbeddedError(
      `The database could not be made in ${invocation.folder}: ${program} ended with ${code}. It said: ${said.trim() || "nothing"}`,
    );
  }
}
