import { readSettings, type Settings } from "./settings.ts";

/** What a worker process is told. */
export interface WorkerSettings {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly sandboxUrl: string | undefined;
}

/** The environment a worker is started with: what it needs and nothing else of ours. */
export function printWorkerEnvironment(worker: WorkerSettings): Record<string, string> {
  const { settings, databaseUrl, sandboxUrl } = worker;
  return {
    ...(process.env.PATH === undefined ? {} : { PATH: process.env.PATH }),
    ...(process.env.TZ === undefined ? {} : { TZ: process.env.TZ }),
    ...(process.env.NODE_EXTRA_CA_CERTS === undefined
      ? {}
      : { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS }),
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    LOG_LEVEL: settings.logLevel,
    LEASE_SECONDS: String(settings.leaseSeconds),
    CALL_SECONDS: String(settings.callSeconds),
    ALLOW_PRIVATE_NETWORK: String(settings.allowPrivateNetwork),
    ...(settings.secretKey === undefined ? {} : { SECRET_KEY: settings.secretKey }),
    ...(sandboxUrl === undefined ? {} : { SANDBOX_URL: sandboxUrl }),
  };
}

/** Reads what {@link printWorkerEnvironment} wrote. Throws `SettingsError`. */
export function readWorkerEnvironment(environment: NodeJS.ProcessEnv): WorkerSettings {
  const settings = readSettings(environment);
  if (settings.databaseUrl === undefined) {
    throw new Error("A worker is started by the server, which names the database in DATABASE_URL.");
  }
  return { settings, databaseUrl: settings.databaseUrl, sandboxUrl: environment.SANDBOX_URL };
}
