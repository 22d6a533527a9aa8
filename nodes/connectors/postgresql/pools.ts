import { isIP, type Socket } from "node:net";
import { ConnectorError, type OpenConnection, type Services } from "@trasvase/shared/connector.ts";
import postgres from "postgres";
import { parseSettings } from "../parse-options.ts";
import { postgresqlSettings } from "./definition.ts";
import type { Server } from "./trouble.ts";

/** A database with a pool of connections that all clients of this process share. */
export interface Pool extends Server {
  readonly sql: postgres.Sql;
  /** Address for descriptions, without user and password. */
  readonly address: string;
  /** Gives the pool back; it is closed a while after the last one has. */
  release(): void;
}

/** What the pool is opened for: a reader's session refuses every write, whatever is sent over it. */
export type PoolSide = "reading" | "writing";

const mostConnections = 6;
const idleSeconds = 30;
const statementTimeoutMs = 60_000;

interface Kept {
  readonly sql: postgres.Sql;
  checked: Promise<void> | undefined;
  users: number;
  timer: NodeJS.Timeout | undefined;
}

const kept = new Map<string, Kept>();

/**
 * Opens a pool, or joins the one there is: signing in costs more than many a write, and writers come and go with every chunk. Throws
 * ConnectorError for settings that do not fit.
 */
export function openPool(connection: OpenConnection, services: Services, side: PoolSide): Pool {
  const settings = parseSettings(postgresqlSettings, connection.settings);
  const password = connection.secrets.password;
  const identity = JSON.stringify([side, settings, password?.reveal() ?? ""]);
  const pool = kept.get(identity) ?? { sql: connect(), checked: undefined, users: 0, timer: undefined };
  kept.set(identity, pool);
  pool.users++;
  clearTimeout(pool.timer);

  function connect(): postgres.Sql {
    const { host, port, database, user, tls, certificate } = settings;
    const options: postgres.Options<Record<string, never>> & { socket: () => Promise<Socket> } = {
      host,
      port,
      database,
      user,
      password: () => password?.reveal() ?? "",
      // Every connection is made by the guarded door of the services.
      socket: async () => (await services.openSocket({ host, port })) as Socket,
      ssl: sslOf(tls, host, certificate),
      max: mostConnections,
      idle_timeout: idleSeconds,
      connect_timeout: 15,
      fetch_types: false,
      onnotice: () => {},
      connection: {
        application_name: "trasvase flow",
        statement_timeout: statementTimeoutMs,
        idle_in_transaction_session_timeout: statementTimeoutMs,
        TimeZone: "UTC",
        DateStyle: "ISO, YMD",
        ...(side === "reading" ? { default_transaction_read_only: true } : {}),
      },
    };
    return postgres(options);
  }

  function release(): void {
    pool.users--;
    if (pool.users > 0) return;
    pool.timer = setTimeout(() => {
      kept.delete(identity);
      void pool.sql.end({ timeout: 5 }).catch(() => undefined);
    }, idleSeconds * 1000);
    pool.timer.unref();
  }

  const { host, port, database } = settings;
  return {
    sql: pool.sql,
    title: `${database} at ${host}`,
    secrets: password ? [password] : [],
    address: `postgresql://${host}:${port}/${encodeURIComponent(database)}`,
    release,
  };
}

function sslOf(tls: "verify" | "encrypt" | "off", host: string, certificate: string) {
  if (tls === "off") return false;
  return {
    // An address is no server name, but is what the certificate is checked for.
    ...(isIP(host) === 0 ? { servername: host } : { host }),
    rejectUnauthorized: tls === "verify",
    ...(certificate === "" ? {} : { ca: certificate }),
  };
}

/** Refuses Trasvase's own database, however its address is spelled: a flow could change other flows' keys and records. Asked once per pool. */
export async function refuseOwnDatabase(pool: Pool): Promise<void> {
  const entry = [...kept.values()].find((one) => one.sql === pool.sql);
  if (!entry) return;
  entry.checked ??= checkDatabase(pool);
  entry.checked.catch(() => {
    entry.checked = undefined;
  });
  await entry.checked;
}

async function checkDatabase({ sql }: Pool): Promise<void> {
  const [row] = await sql<{ own: boolean }[]>`
    select count(*) = 3 as own from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relname in ('flow_version', 'record_payload', 'data_key')`;
  if (!row?.own) return;
  throw new ConnectorError(
    "broken",
    "own-database",
    "This is the database Trasvase keeps its own data in, which flows may neither read nor write. Name another database in the connection.",
  );
}
