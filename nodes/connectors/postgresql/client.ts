import type {
  CheckStage,
  Connector,
  OutgoingRequest,
  Reader,
  WriteIntent,
} from "@trasvase/shared/connector.ts";
import { parseOptions } from "../parse-options.ts";
import { fieldsOf, findTable } from "./columns.ts";
import { postgresqlDefinition, tableFindOptions } from "./definition.ts";
import { findRows } from "./find.ts";
import { openPool, type Pool, refuseOwnDatabase } from "./pools.ts";
import { readRows } from "./read.ts";
import { run } from "./statement.ts";
import { troubleOf } from "./trouble.ts";
import { openRowWriter } from "./write.ts";

/** Tables and queries of a PostgreSQL server. */
export const postgresqlConnector: Connector = {
  definition: postgresqlDefinition,
  async openReader(connection, services) {
    return openReader(openPool(connection, services, "reading"));
  },
  async openWriter(connection, services) {
    return openRowWriter(openPool(connection, services, "writing"));
  },
};

function openReader(pool: Pool): Reader {
  return {
    check: (signal) => check(pool, signal),
    read: (request) => readRows(pool, request),
    async find(request) {
      try {
        return await findRows(pool, request);
      } catch (error) {
        request.signal.throwIfAborted();
        throw troubleOf(error, pool);
      }
    },
    async discover({ options }) {
      try {
        await refuseOwnDatabase(pool);
        const { schema, table } = parseOptions(tableFindOptions.loose(), options);
        return fieldsOf(await findTable(pool, schema, table));
      } catch (error) {
        throw troubleOf(error, pool);
      }
    },
    describe: (intent) => [describeWrite(pool, intent)],
    placeholders: () => ({}),
    async close() {
      pool.release();
    },
  };
}

async function check(pool: Pool, signal: AbortSignal): Promise<readonly CheckStage[]> {
  try {
    const [row] = await run<{ version: string; user: string }>(
      pool.sql,
      `select current_setting('server_version') as version, current_user as "user"`,
      [],
      signal,
    );
    const reached: CheckStage = {
      stage: "reachable",
      ok: true,
      message: `${pool.title} answers: PostgreSQL ${row?.version ?? ""}.`,
    };
    const signedIn: CheckStage = {
      stage: "signed-in",
      ok: true,
      message: `Signed in as ${row?.user ?? ""}.`,
    };
    await refuseOwnDatabase(pool);
    return [reached, signedIn];
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = troubleOf(error, pool);
    const stage = code === "sign-in" || code === "own-database" ? "signed-in" : "reachable";
    return [{ stage, ok: false, message }];
  }
}

/** A write as it is shown before it leaves: the table and the values, which go as parameters of one statement. */
function describeWrite(pool: Pool, intent: WriteIntent): OutgoingRequest {
  const { schema, table } = parseOptions(tableFindOptions.loose(), intent.options);
  const place = `${pool.address}/${encodeURIComponent(schema)}.${encodeURIComponent(table)}`;
  const id = intent.target ? `?id=${encodeURIComponent(intent.target.id)}` : "";
  return {
    method: intent.action === "create" ? "INSERT" : "UPDATE",
    url: `${place}${id}`,
    headers: {},
    body: intent.data,
  };
}
