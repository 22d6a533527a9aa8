import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLedger, makeLedgerConnector } from "../testing/ledger-connector.ts";
import { makeTestEngine } from "../testing/make-engine.ts";
import { makeFlow } from "../testing/make-flow.ts";
import { readConservation } from "./conservation.ts";
import { startRun } from "./start-run.ts";

let test: TestDatabase;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  test = await createTestDatabase();
  await makeLedger(test.database);
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await test.drop();
});

const orders = 1500;
const keys = 300;
const leaseMs = 1000;

async function startWorker(): Promise<ChildProcess> {
  const file = fileURLToPath(new URL("../testing/ledger-worker.ts", import.meta.url));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const child = fork(file, [], {
    execArgv: ["--import", tsx],
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: test.url,
      LEASE_MS: String(leaseMs),
      ORDERS: String(orders),
      KEYS: String(keys),
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  await once(child, "message");
  return child;
}

/** A flow of the ledger's orders into its entries, one entry per customer. */
async function makeLedgerFlow() {
  const { add, engine } = makeTestEngine(test.database);
  const connector = makeLedgerConnector(test.database, { count: orders, keys });
  await add({ connector, definition: connector.definition });
  const flow = await makeFlow(test.database, {
    format: 1,
    name: "Ledger",
    nodes: {
      orders: { type: "source", config: { connection: "ledger", resource: "orders" } },
      map: { type: "mapping", config: { expression: '{ "ref": customer, "last": number }' } },
      entries: { type: "destination", config: { connection: "ledger", resource: "entries", match: "ref" } },
    },
    edges: [
      { from: "orders", to: "map" },
      { from: "map", to: "entries" },
    ],
    tables: {},
    layout: {},
  });
  return { engine, flow };
}

describe("workers killed with -9 in the middle of their work", () => {
  it("lose nothing, create nothing twice, and keep the order of each key", async () => {
    const { engine, flow } = await makeLedgerFlow();
    await startRun(engine, flow, { triggerKind: "manual" });
    let workers: readonly ChildProcess[] = await Promise.all([startWorker(), startWorker()]);
    for (let kill = 0; kill < 4; kill++) {
      await sleep(150 + kill * 60);
      const victim = workers[kill % 2];
      victim?.kill("SIGKILL");
      workers = [...workers.filter((one) => one !== victim), await startWorker()];
      const sums = await readConservation(test.database, flow.flowId);
      expect(sums.difference).toBe(0);
    }
    for (let waited = 0; waited < 60_000; waited += 200) {
      const { inFlight, received } = await readConservation(test.database, flow.flowId);
      if (received === orders && inFlight === 0) break;
      await sleep(200);
    }
    const sums = await readConservation(test.database, flow.flowId);
    expect(sums).toMatchObject({
      received: orders,
      inFlight: 0,
      rejected: 0,
      difference: 0,
      owedDifference: 0,
    });
    const [entries] = await test.database.$client<{ created: number; customers: number; newest: number }[]>`
      select count(*) filter (where action = 'create')::int as created, count(distinct ref)::int as customers,
        (select count(*)::int from (select distinct on (ref) data->>'last' as last from ledger order by ref, id desc) l
          where last::int >= ${orders - keys}) as newest
      from ledger`;
    expect(entries).toEqual({ created: keys, customers: keys, newest: keys });
    for (const worker of workers) {
      const ended = once(worker, "exit");
      worker.kill("SIGTERM");
      expect(await ended).toEqual([0, null]);
    }
  }, 120_000);
});
