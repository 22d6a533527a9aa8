import { rename, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Binaries, findBinaries, reachableBinaries } from "./embedded/binaries.ts";
import {
  checkClusterVersion,
  clusterIdentity,
  clusterPassword,
  databaseName,
  existsAt,
  makeCluster,
  removeUnfinished,
} from "./embedded/cluster.ts";
import { lockFolder } from "./embedded/folder-lock.ts";
import { findHome, type Home, makeDataFolder, outsidePlace } from "./embedded/home.ts";
import { superviseServer } from "./embedded/supervise.ts";

/** How the embedded server is started. */
export interface EmbeddedOptions {
  /** The data folder; made if absent. */
  readonly dataDir: string;
  /** Told in sentences what takes time, and later when the server had to be started again. */
  readonly onProgress?: (message: string) => void;
  /** The address this process will serve, told to whoever tries to start a second one on the folder. */
  readonly servesAt?: string;
}

/** A running embedded server. */
export interface EmbeddedServer {
  /** For `openDatabase`; holds the password. Stays the same when the server had to be started again. */
  readonly url: string;
  /** Names this very folder: a copy of it, or one restored from a backup, has another. */
  readonly identity: string;
  /** Ends the server in order and sets the data folder free. */
  stop(): Promise<void>;
}

const largestLogBytes = 5_000_000;

/**
 * Starts PostgreSQL on the data folder, making the database at the first start. The server ends with this process, however that
 * ends, and is started again if it dies alone. Throws `EmbeddedError` with a sentence for people: the folder is in use, belongs
 * to someone else, cannot be reached, or the server says why it does not start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const tell = options.onProgress ?? (() => {});
  const dataDir = await makeDataFolder(resolve(options.dataDir));
  const home = await findHome(dataDir);
  const lock = await lockFolder(join(home.folder, "trasvase.lock"), {
    folder: dataDir,
    servesAt: options.servesAt,
  });
  try {
    if (home.outsideBecauseOf) {
      tell(
        `Only root may enter ${home.outsideBecauseOf}, and PostgreSQL does not run as root: the database is kept in ${home.folder}. Set DATA_DIR to a folder that other accounts may enter to keep everything together.`,
      );
    }
    const { binaries, password } = await prepareCluster(dataDir, home, tell);
    const logFile = join(home.folder, "postgres.log");
    await startNewLogWhenLarge(logFile);
    const { account, cluster } = home;
    const server = await superviseServer({ postgres: binaries.postgres, cluster, logFile, account }, tell);
    return {
      identity: await clusterIdentity(cluster),
      url: `postgres://${databaseName}:${password}@127.0.0.1:${server.port}/${databaseName}`,
      async stop() {
        await server.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function prepareCluster(
  dataDir: string,
  home: Home,
  tell: (message: string) => void,
): Promise<{ readonly binaries: Binaries; readonly password: string }> {
  const found = await findBinaries();
  const { binaries, copiedBecauseOf } = await reachableBinaries(found, home.account, outsidePlace);
  if (copiedBecauseOf) {
    tell(
      `PostgreSQL's programs run from a copy in ${outsidePlace}, because only root may enter ${copiedBecauseOf}.`,
    );
  }
  await removeUnfinished(home.folder);
  const clusterExists = await existsAt(home.cluster);
  const password = await clusterPassword(join(dataDir, "postgres.password"), clusterExists);
  if (clusterExists) {
    await checkClusterVersion(home.cluster, binaries);
  } else {
    tell("Making the database …");
    await makeCluster(home.cluster, { binaries, account: home.account, password });
  }
  return { binaries, password };
}

async function startNewLogWhenLarge(logFile: string): Promise<void> {
  const size = (await stat(logFile).catch(() => undefined))?.size ?? 0;
  if (size > largestLogBytes) await rename(logFile, `${logFile}.1`);
}
