import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { DatabaseError } from "./database-error.ts";
import { withPrepared } from "./prepared.ts";

/** The queries of this package take this or a transaction of it. */
export type Queryable = Pick<
  PostgresJsDatabase,
  "select" | "insert" | "update" | "delete" | "execute" | "with" | "$with"
>;

/** A pool of connections. `end` waits for running queries, five seconds at most. */
export interface Database extends PostgresJsDatabase {
  readonly $client: postgres.Sql;
  end(): Promise<void>;
}

/** How a process uses the database. */
export interface DatabaseOptions {
  /** Most connections of this pool. */
  readonly max: number;
  /** Shown in the server's list of connections. */
  readonly applicationName?: string;
  /** A statement running longer is cancelled by the server. 0 means no limit. */
  readonly statementTimeoutMs?: number;
}

/**
 * Opens a pool; connects with the first query. A transaction left idle for 30 s is ended by the server: one forgotten
 * transaction would keep every dead queue row from being removed.
 *
 * Texts must hold neither NUL nor lone surrogates (db/storable-text.ts); whatever comes from a record is stored as bytes.
 */
export function openDatabase(url: string, options: DatabaseOptions): Database {
  const client = postgres(url, {
    max: options.max,
    connect_timeout: 10,
    // The driver's own waits up to 20 s: a database that is back is to be noticed at once.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    onnotice: () => {},
    connection: {
      application_name: options.applicationName ?? "trasvase",
      statement_timeout: options.statementTimeoutMs ?? 60_000,
      idle_in_transaction_session_timeout: 30_000,
      // Days are UTC days everywhere, whatever the server's own zone is.
      TimeZone: "UTC",
    },
  });
  return Object.assign(drizzle({ client: withPrepared(client) }), { end: () => client.end({ timeout: 5 }) });
}

/** The oldest server with everything the schema uses. */
const oldestServer = 150_000;

/** Serialises migrations of processes that start at once; the number is only a name. */
const migrationLock = 7_261_837;

/** What passes by itself: no connection, too little of something, or a server that stops, starts or cannot use its disk. */
const passing = /^(?:08|40|53|55|57|58)...$/;

/** All migrations are one transaction: whatever fails, nothing of them stays. */
function asDatabaseError(error: unknown): unknown {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (!(cause instanceof Error) || !/^[0-9A-Z]{5}$/.test(code) || passing.test(code)) return error;
  return new DatabaseError(
    `The database could not be brought up to date with this version of Trasvase: ${cause.message} (${code}). Nothing of it was changed, and the version before still works with it. Start that one again, and report this sentence.`,
    { cause: error },
  );
}

/** Brings the database up to date, all or nothing. Does nothing when it is. Throws {@link DatabaseError} when that cannot be. */
export async function migrateDatabase(url: string, migrationsFolder: string): Promise<void> {
  const client = postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: "trasvase migration" },
  });
  try {
    const [version] = await client<{ number: number; name: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as name`;
    if (version && version.number < oldestServer) {
      throw new DatabaseError(
        `The database server is PostgreSQL ${version.name}, but Trasvase needs version 15 or later. Point DATABASE_URL to a newer server, or leave it out to use the one that comes along.`,
      );
    }
    await client`select pg_advisory_lock(${migrationLock})`;
    await migrate(drizzle({ client }), { migrationsFolder }).catch((error: unknown) => {
      throw asDatabaseError(error);
    });
  } finally {
    // Ending the session releases the lock.
    await client.end({ timeout: 5 });
  }
}

/** How many of the migrations that this version knows the database does not have yet. */
export async function findMissingMigrations(database: Database, migrationsFolder: string): Promise<number> {
  const known = readMigrationFiles({ migrationsFolder }).map((one) => one.folderMillis);
  const [table] =
    await database.$client`select to_regclass('drizzle.__drizzle_migrations') is not null as present`;
  if (!table?.present) return known.length;
  const rows = await database.$client<
    { created_at: string }[]
  >`select created_at from drizzle.__drizzle_migrations`;
  const done = new Set(rows.map((row) => Number(row.created_at)));
  return known.filter((at) => !done.has(at)).length;
}
