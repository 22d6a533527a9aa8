import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Database, openDatabase } from "../../db/client.ts";
import { type EmbeddedServer, startEmbedded } from "../../db/embedded.ts";
import { readConservation } from "../../runtime/engine/conservation.ts";
import type { Flow } from "../../shared/contract/flow.ts";
import type { Run } from "../../shared/contract/run.ts";
import type { JsonObject } from "../../shared/json.ts";
import { writeOrders } from "../walk/orders.ts";
import { type BenchServer, makeDataFolder, removeFolder, startServer } from "./server.ts";
import { cpuBelow, cpuOf, memoryOf } from "./usage.ts";

/** A target server of its own, with tables of orders. */
export interface Target {
  readonly url: string;
  readonly database: Database;
  /** Makes an empty table of orders. */
  makeTable(name: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startTarget(): Promise<Target> {
  const folder = await makeDataFolder();
  const server: EmbeddedServer = await startEmbedded({ dataDir: folder });
  const database = openDatabase(server.url, { max: 2, applicationName: "bench" });
  return {
    url: server.url,
    database,
    async makeTable(name) {
      const sql = database.$client;
      await sql`drop table if exists ${sql(name)}`;
      await sql`
        create table ${sql(name)} (id text primary key, number int, status text, created timestamptz, currency text,
          total numeric(12, 2), customer text, email text, street text, city text, country text, lines jsonb, note text)`;
      await sql`checkpoint`;
    },
    async stop() {
      await database.end();
      await server.stop();
      await removeFolder(folder);
    },
  };
}

/** A server with a flow from a file of orders to a table. */
export interface PullBench {
  readonly server: BenchServer;
  readonly flow: Flow;
  readonly file: string;
  stop(): Promise<void>;
}

export async function startPull(target: Target, records: number, workers: number): Promise<PullBench> {
  const folder = await makeDataFolder();
  const file = join(folder, "files", "orders.ndjson");
  await mkdir(join(folder, "files"));
  await writeOrders(file, records);
  const server = await startServer(folder, { WORKERS: String(workers) });
  const { hostname, password, pathname, port, username } = new URL(target.url);
  await server.addConnection("files", "file", {});
  await server.addConnection(
    "target",
    "postgresql",
    { host: hostname, port: Number(port), database: pathname.slice(1), user: username, tls: "off" },
    { password },
  );
  const flow = await server.addFlow(graph);
  return {
    server,
    flow,
    file,
    async stop() {
      await server.stop();
      await removeFolder(folder);
    },
  };
}

/** What one run over all orders took. */
export interface Pulled {
  readonly perSecond: number;
  readonly cpu: Readonly<Record<"server" | "workers" | "database" | "target", number>>;
  readonly peakMiB: number;
  readonly difference: number;
}

/** Reads the file, walks and writes it into an empty table, and checks that every row is there. */
export async function pull({ flow, server }: PullBench, target: Target, records: number): Promise<Pulled> {
  await target.makeTable("orders");
  const database = openDatabase(server.databaseUrl, { max: 1, applicationName: "bench" });
  try {
    const before = cpuOf(server.pid);
    const targetBefore = targetCpuMs(server);
    let peakMiB = 0;
    const started = performance.now();
    const run = await server.startRun(flow.id);
    for (;;) {
      const { state } = await server.api<Run>("GET", `/runs/${run.id}`);
      if (state === "succeeded") break;
      if (state === "failed") throw new Error("The run failed.");
      const memory = memoryOf(server.pid);
      peakMiB = Math.max(peakMiB, memory.server + memory.workers + memory.database);
      await sleep(250);
    }
    const milliseconds = performance.now() - started;
    const after = cpuOf(server.pid);
    const [row] = await target.database.$client<
      { count: number }[]
    >`select count(*)::int as count from orders`;
    if (row?.count !== records)
      throw new Error(`${records} orders were read and ${row?.count} rows are there.`);
    const { difference } = await readConservation(database, flow.id);
    const each = (ms: number) => (ms * 1000) / records;
    return {
      perSecond: (records / milliseconds) * 1000,
      cpu: {
        server: each(after.server - before.server),
        workers: each(after.workers - before.workers),
        database: each(after.database - before.database),
        target: each(targetCpuMs(server) - targetBefore),
      },
      peakMiB,
      difference,
    };
  } finally {
    await database.end();
  }
}

/** Processor milliseconds of the target server: what is below this process, without the product and this process itself. */
function targetCpuMs(server: BenchServer): number {
  const { user, system } = process.cpuUsage();
  const product = Object.values(cpuOf(server.pid)).reduce((sum, one) => sum + one, 0);
  return cpuBelow(process.pid) - product - (user + system) / 1000;
}

/** Rows per second of a script that only inserts the same rows. */
export async function insertOnly(
  target: Target,
  file: string,
  records: number,
  batch: number,
): Promise<number> {
  await target.makeTable("by_hand");
  const script = fileURLToPath(new URL("./insert-only.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    target.url,
    "by_hand",
    file,
    String(batch),
  ]);
  const { milliseconds } = JSON.parse(stdout) as { milliseconds: number };
  return (records / milliseconds) * 1000;
}

const graph: JsonObject = {
  format: 1,
  name: "Bench: orders into a table",
  nodes: {
    orders: {
      type: "source",
      config: {
        connection: "files",
        resource: "ndjson",
        key: "id",
        options: { path: "orders.ndjson", again: "always" },
      },
    },
    toRow: {
      type: "mapping",
      config: {
        expression: `{
  "id": id, "number": number, "status": status, "created": created, "currency": currency, "total": total,
  "customer": customer.name, "email": customer.email, "street": customer.address.street, "city": customer.address.city,
  "country": customer.address.country, "lines": [lines], "note": note
}`,
      },
    },
    table: {
      type: "destination",
      config: { connection: "target", resource: "table", match: "id", options: { table: "orders" } },
    },
  },
  edges: [
    { from: "orders", to: "toRow" },
    { from: "toRow", to: "table" },
  ],
  tables: {},
  layout: {},
};
