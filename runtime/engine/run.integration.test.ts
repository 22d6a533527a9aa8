import { listRuns } from "@trasvase/db/queries/list-runs.ts";
import { flow as flowTable } from "@trasvase/db/schema/flow.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestEngine, type TestEngine } from "../testing/make-engine.ts";
import { heldBy, makeOrders, makeScene, thingsBy } from "../testing/make-scene.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database);
});
afterAll(() => test.drop());

const scene = (options: Parameters<typeof makeScene>[2] = {}) => makeScene(test.database, world, options);

describe("a run", () => {
  it("reads, walks and writes every record, and ends when the last one is settled", async () => {
    const { erp, flow, run, sums } = await scene();
    const runId = await run(...makeOrders(450));
    expect(heldBy(erp, "ref").size).toBe(450);
    expect(await sums()).toMatchObject({ received: 450, done: 450, inFlight: 0 });
    const [row] = await listRuns(test.database, flow.workspaceId, { id: runId, limit: 1 });
    expect(row).toMatchObject({ state: "succeeded", read: 450, counts: { created: 450 } });
  });

  it("goes on behind the cursor and reads nothing twice", async () => {
    const { erp, run, sums } = await scene();
    await run(...makeOrders(20));
    await run(...makeOrders(5, 100));
    expect(erp.journal).toHaveLength(25);
    expect(await sums()).toMatchObject({ received: 25, done: 25 });
  });

  it("counts what a source reads back a second time as repeated, not as received", async () => {
    const { erp, run, sums } = await scene({ shop: { incremental: { help: "", overlaps: true } } });
    await run(...makeOrders(20));
    await run(
      ...makeOrders(5, 15).map((order, index) => ({
        ...order,
        total: 15 + index,
        customer: `C${(15 + index) % 7}`,
      })),
      {
        number: "A3",
        total: 99,
        customer: "C3",
      },
    );
    expect(await sums()).toMatchObject({ received: 21, repeated: 5, counts: { created: 20, updated: 1 } });
    expect(erp.journal).toHaveLength(21);
  });

  it("lets each event of a key count: the second neither overwrites the first nor passes for it", async () => {
    const { erp, run, sums } = await scene({ source: { key: "customer", records: "event" } });
    const events = [1, 2, 3].map((number) => ({ number: `E${number}`, total: 7, customer: "C1" }));
    await run(...events);
    expect(heldBy(erp, "ref").size).toBe(3);
    expect(erp.journal).toHaveLength(3);
    expect(await sums()).toMatchObject({ done: 3, counts: { created: 3 } });
  });

  it("passes over what is there already when reading begins now, also if the first try is cut short", async () => {
    const { erp, flow, run, shop, sums } = await scene();
    await test.database
      .update(flowTable)
      .set({ settings: { start: { from: "now" } } })
      .where(eq(flowTable.id, flow.flowId));
    shop.fail({ on: "read", answer: new ConnectorError("rejected", "gone", "The system went away.") });
    await run(...makeOrders(30));
    await run();
    expect(await sums()).toMatchObject({ received: 0 });
    await run(...makeOrders(3, 100));
    expect(await sums()).toMatchObject({ received: 3, done: 3 });
    expect(erp.journal).toHaveLength(3);
  });

  it("leaves unchanged what equals the last thing sent, without asking the target", async () => {
    const { erp, run, sums } = await scene();
    await run(...makeOrders(3));
    const finds = erp.calls().finds;
    await run(...makeOrders(3), { number: "A1", total: 99, customer: "C1" });
    expect(erp.journal.map((entry) => entry.intent.action)).toEqual(["create", "create", "create", "update"]);
    expect(erp.calls().finds).toBe(finds + 1);
    expect(heldBy(erp, "ref").get("A1")).toMatchObject({ total: 99 });
    expect(await sums()).toMatchObject({ counts: { created: 3, unchanged: 3, updated: 1 } });
  });

  it("rejects only the record at fault, and loses none without a key", async () => {
    const { erp, run, sums } = await scene({
      nodes: {
        map: { type: "mapping", config: { expression: '{ "ref": number, "total": $number(total) }' } },
        erp: thingsBy("ref"),
      },
    });
    await run(
      { number: "1", total: 5 },
      { number: "2", total: "five" },
      { total: 7 },
      { number: "4", total: 8 },
    );
    expect([...heldBy(erp, "ref").keys()].sort()).toEqual(["1", "4"]);
    expect(await sums()).toMatchObject({ received: 4, done: 2, rejected: 2 });
  });

  it("tries passing trouble again by itself, and sends nothing twice", async () => {
    const { erp, run, settle, sums } = await scene();
    erp.fail(
      { on: "write", answer: { kind: "transient", code: "busy", message: "Try later." } },
      { on: "write", answer: { kind: "transient", code: "busy", message: "Try later." } },
      { on: "find", answer: new ConnectorError("transient", "down", "The system is down.") },
    );
    await run(...makeOrders(10));
    await sums();
    await settle(400);
    expect(await sums()).toMatchObject({ received: 10, done: 10, inFlight: 0 });
    expect(erp.records("things")).toHaveLength(10);
  });

  it("settles an answer that was lost by looking, and creates nothing twice", async () => {
    const { erp, log, run, settle, sums } = await scene();
    erp.fail({ on: "write", answer: "commit-then-drop" });
    await run(...makeOrders(4));
    await settle(700);
    expect(await sums()).toMatchObject({ done: 4, counts: { created: 4 } });
    const walks = (await log()).map((row) => row.attempt).sort();
    expect(walks).toEqual([1, 1, 1, 2]);
    expect(erp.records("things")).toHaveLength(4);
  });

  it("sends again what was looked for twice and is not there", async () => {
    const { erp, run, settle, sums } = await scene();
    erp.fail({ on: "write", answer: { kind: "unknown", code: "reset", message: "The connection was cut." } });
    await run(...makeOrders(1));
    await settle(900);
    expect(await sums()).toMatchObject({ counts: { created: 1 } });
    expect(erp.records("things")).toHaveLength(1);
    expect(erp.journal).toHaveLength(2);
  });

  it("asks a person about a lost answer that nobody can look up", async () => {
    const { erp, run, settle, sums } = await scene({
      erp: [{ name: "things", match: [], repeat: "none" }],
      nodes: { map: { type: "mapping", config: { expression: "$" } }, erp: thingsBy("") },
    });
    erp.fail({ on: "write", answer: "commit-then-drop" });
    await run(...makeOrders(2));
    await settle(900);
    expect(await sums()).toMatchObject({ counts: { created: 1, rejected: 1 } });
    expect(erp.records("things")).toHaveLength(2);
  });

  it("creates one record for arrivals with the same match value, and updates it with the others", async () => {
    const { erp, run, settle, sums } = await scene({
      nodes: {
        map: { type: "mapping", config: { expression: '{ "ref": customer, "last": number }' } },
        erp: thingsBy("ref"),
      },
    });
    await run(...makeOrders(70));
    await settle(900);
    expect(erp.records("things")).toHaveLength(7);
    expect(await sums()).toMatchObject({ done: 70, inFlight: 0 });
  });

  it("fails a run whose connection cannot be opened, and the next one reads everything", async () => {
    const { flow, run, shop, sums } = await scene();
    shop.push("orders", ...makeOrders(3));
    await test.database
      .$client`update connection set connector = 'nothing' where name = ${shop.definition.type}`;
    const runId = await run();
    const [row] = await listRuns(test.database, flow.workspaceId, { id: runId, limit: 1 });
    expect(row).toMatchObject({ state: "failed", read: 0 });
    await test.database
      .$client`update connection set connector = ${shop.definition.type} where name = ${shop.definition.type}`;
    await run();
    expect(await sums()).toMatchObject({ received: 3, done: 3 });
  });
});
