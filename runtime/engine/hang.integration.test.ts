import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { listRecords } from "@trasvase/db/queries/list-records.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { supervise, type Workers } from "../supervise.ts";
import { makeLedger, makeLedgerConnector } from "../testing/ledger-connector.ts";
import { makeTestEngine } from "../testing/make-engine.ts";
import { makeFlow } from "../testing/make-flow.ts";
import { readConservation } from "./conservation.ts";
import { startRun } from "./start-run.ts";

let test: TestDatabase;
let workers: Workers | undefined;
const logged: string[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
  await makeLedger(test.database);
});
afterAll(async () => {
  await workers?.stop();
  await test.drop();
});

/** Looks after one worker that hangs over one customer's order. */
function startHanging(customer: string): Workers {
  const file = fileURLToPath(new URL("../testing/hanging-worker.ts", import.meta.url));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const note = (_details: object, message: string) => void logged.push(message);
  return supervise({
    count: 1,
    log: { debug: note, info: note, warn: note, error: note },
    fork: () =>
      fork(file, [], {
        execArgv: ["--import", tsx],
        env: { PATH: process.env.PATH ?? "", DATABASE_URL: test.url, HANGS_AT: customer },
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      }),
    hangMs: 5_000,
    patienceMs: 2_000,
  });
}

describe("a record over which its worker hangs", () => {
  it("is rejected with that reason after the worker was killed over it, and every other record goes on", async () => {
    const { add, engine } = makeTestEngine(test.database);
    const connector = makeLedgerConnector(test.database, { count: 60, keys: 60 });
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
    await startRun(engine, flow, { triggerKind: "manual" });
    workers = startHanging("C7");
    const end = Date.now() + 110_000;
    for (;;) {
      const sums = await readConservation(test.database, flow.flowId);
      if (sums.received === 60 && sums.inFlight === 0) break;
      if (Date.now() > end) throw new Error(`It never ended: ${JSON.stringify(sums)}`);
      await sleep(200);
    }
    const sums = await readConservation(test.database, flow.flowId);
    expect(sums).toMatchObject({ received: 60, done: 59, rejected: 1, difference: 0, owedDifference: 0 });
    const rows = await listRecords(test.database, flow.workspaceId, { flow: flow.flowId, limit: 100 });
    const rejected = rows.filter((row) => row.state === "rejected");
    expect(rejected.map((row) => row.key)).toEqual(["C7"]);
    expect(rejected[0]?.errorMessage).toContain("ended its worker several times");
    expect(logged.filter((line) => line.includes("hangs")).length).toBeGreaterThanOrEqual(2);
  }, 120_000);
});
