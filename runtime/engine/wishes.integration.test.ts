import { setTimeout as sleep } from "node:timers/promises";
import { pauseFlow } from "@trasvase/db/queries/pause-flow.ts";
import { allowMoreCreates } from "@trasvase/db/queries/reserve-creates.ts";
import { resumeFlow } from "@trasvase/db/queries/resume-flow.ts";
import { countWanted, wishFor } from "@trasvase/db/queries/wish.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestEngine, type TestEngine, workUntilIdle } from "../testing/make-engine.ts";
import { heldBy, makeOrders, makeScene, type Scene, thingsBy } from "../testing/make-scene.ts";
import { endOwed } from "./end-owed.ts";
import type { Engine } from "./engine.ts";
import { heldCapCode, heldFirstCode } from "./held.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database);
});
afterAll(() => test.drop());

const scene = (options: Parameters<typeof makeScene>[2] = {}) => makeScene(test.database, world, options);
const busy = { kind: "transient", code: "busy", message: "Try later." } as const;
/** A flow that rejects every order whose total is no number. */
const strict: JsonObject = {
  map: { type: "mapping", config: { expression: '{ "ref": number, "total": $number(total) }' } },
  erp: thingsBy("ref"),
};

async function setSettings({ flow }: Scene, settings: JsonObject): Promise<void> {
  await test.database.execute(sql`
    update flow set settings = ${JSON.stringify(settings)}::json where id = ${flow.flowId}`);
}

async function stateOf({ flow }: Scene): Promise<{ readonly state: string; readonly reason: string | null }> {
  const rows = await test.database.execute<{ state: string; reason: string | null }>(sql`
    select state, pause_reason as reason from flow where id = ${flow.flowId}`);
  return rows[0] ?? { state: "", reason: null };
}

describe("a rejected record", () => {
  it("that a person closes ends as skipped, with the reason, and is owed no more", async () => {
    const one = await scene({ nodes: strict });
    await one.run({ number: "1", total: "many" }, { number: "2", total: 2 });
    expect(await one.sums()).toMatchObject({ rejected: 1, done: 1 });
    expect(await wishFor(test.database, one.flow.flowId, {}, { wish: "close", note: "A test order." })).toBe(
      1,
    );
    await one.settle();
    expect(await one.sums()).toMatchObject({ rejected: 0, done: 2, counts: { skipped: 1 } });
    const [row] = (await one.log()).filter((logged) => logged.key === "1");
    expect(row).toMatchObject({ state: "skipped", attempt: 2 });
    expect(JSON.stringify(row?.leaves)).toContain("A test order.");
  });

  it("can be closed while its flow is paused", async () => {
    const one = await scene({ nodes: strict });
    await one.run({ number: "1", total: "many" });
    await pauseFlow(test.database, one.flow.workspaceId, one.flow.flowId, null);
    await wishFor(test.database, one.flow.flowId, {}, { wish: "close", note: "Not needed." });
    await endOwed(world.engine, one.flow);
    expect(await one.sums()).toMatchObject({ rejected: 0, counts: { skipped: 1 } });
  });

  it("is retried with all that failed alike, and with no others", async () => {
    const one = await scene({ nodes: strict });
    await one.run({ number: "1", total: "a" }, { number: "2", total: "b" }, { total: 3 });
    const [row] = await test.database.execute<{ fingerprint: string }>(sql`
      select error_fingerprint as fingerprint from delivery where flow_id = ${one.flow.flowId} and node = 'map' limit 1`);
    const alike = { fingerprint: row?.fingerprint ?? "" };
    expect(await countWanted(test.database, one.flow.flowId, alike, "retry")).toBe(2);
    expect(await wishFor(test.database, one.flow.flowId, alike, { wish: "retry" })).toBe(2);
    await one.settle();
    expect((await one.log()).map((logged) => logged.attempt).sort()).toEqual([1, 2, 2]);
    await one.sums();
  });
});

describe("a retry that is asked for while a worker settles the record", () => {
  it("is not lost: the record is walked again", async () => {
    const one = await scene({ nodes: strict });
    await one.run({ number: "1", total: "many" });
    const { flowId } = one.flow;
    await wishFor(test.database, flowId, {}, { wish: "retry" });
    // The second wish comes after the walk read the record and before it was settled.
    let asked = false;
    const { dataKeys } = world.engine;
    const slowKeys: Pick<Engine["dataKeys"], "forReading" | "forWriting"> = {
      forReading: (id) => dataKeys.forReading(id),
      async forWriting(place) {
        if (!asked) {
          asked = true;
          await wishFor(test.database, flowId, {}, { wish: "retry" });
        }
        return await dataKeys.forWriting(place);
      },
    };
    // The engine asks for keys by these two calls only.
    await workUntilIdle({ ...world.engine, dataKeys: slowKeys as Engine["dataKeys"] });
    await one.settle();
    expect(asked).toBe(true);
    expect((await one.log()).map((row) => row.attempt)).toEqual([3]);
    const left = await test.database.execute(sql`
      select from owed_record where flow_id = ${flowId} and wish is not null`);
    expect(left).toHaveLength(0);
  });
});

describe("a delivery that was tried too often", () => {
  it("leaves by failed, where that is connected", async () => {
    const patient = makeTestEngine(test.database, { mostTries: 3, retryBaseMs: 5, retryMostMs: 5 });
    const one = await makeScene(test.database, patient, {
      erp: [{ name: "things" }, { name: "failures" }],
      nodes: {
        map: { type: "mapping", config: { expression: '{ "ref": number, "total": total }' } },
        erp: thingsBy("ref"),
        note: { type: "mapping", config: { expression: '{ "ref": ref, "code": $error.code }' } },
        failures: {
          type: "destination",
          config: { connection: "$erp", resource: "failures", match: "ref" },
        },
      },
      edges: [
        { from: "orders", to: "map" },
        { from: "map", to: "erp" },
        { from: "erp", port: "failed", to: "note" },
        { from: "note", to: "failures" },
      ],
    });
    one.erp.fail(...Array.from({ length: 3 }, () => ({ on: "write" as const, answer: busy })));
    await one.run(...makeOrders(1));
    await one.settle(200);
    expect(one.erp.records("failures")).toMatchObject([{ data: { ref: "A0", code: "gave-up" } }]);
    expect(await one.sums()).toMatchObject({ done: 1, rejected: 0 });
  });
});

describe("the first records of a flow that are to be confirmed", () => {
  it("are held, nothing is written, and the flow waits for a person", async () => {
    const one = await scene();
    await setSettings(one, { hold: { count: 5 } });
    await one.run(...makeOrders(8));
    expect(one.erp.journal).toHaveLength(0);
    const { reason, state } = await stateOf(one);
    expect(state).toBe("paused");
    expect(reason).toContain("confirm");
    await one.sums();
    expect(
      await countWanted(test.database, one.flow.flowId, { code: heldFirstCode }, "confirm"),
    ).toBeGreaterThanOrEqual(1);
  });

  it("are written once a person confirms them, each once, and the others follow", async () => {
    const one = await scene();
    await setSettings(one, { hold: { count: 5 } });
    await one.run(...makeOrders(8));
    await setSettings(one, {});
    await wishFor(test.database, one.flow.flowId, { code: heldFirstCode }, { wish: "confirm" });
    await resumeFlow(test.database, one.flow.workspaceId, one.flow.flowId);
    await one.settle();
    expect(heldBy(one.erp, "ref").size).toBe(8);
    expect(one.erp.journal).toHaveLength(8);
    expect(await one.sums()).toMatchObject({ done: 8, inFlight: 0 });
  });

  it("wait for a person as rejected ones when they are refused, and can still be retried", async () => {
    const one = await scene();
    await setSettings(one, { hold: { count: 3 } });
    await one.run(...makeOrders(3));
    const held = await countWanted(test.database, one.flow.flowId, { code: heldFirstCode }, "refuse");
    await wishFor(test.database, one.flow.flowId, {}, { wish: "refuse", note: "The VAT is wrong." });
    await endOwed(world.engine, one.flow);
    expect(await one.sums()).toMatchObject({ rejected: held });
    expect(one.erp.journal).toHaveLength(0);
    await setSettings(one, {});
    await resumeFlow(test.database, one.flow.workspaceId, one.flow.flowId);
    await wishFor(test.database, one.flow.flowId, {}, { wish: "retry" });
    await one.settle();
    expect(await one.sums()).toMatchObject({ done: 3, rejected: 0 });
  });
});

describe("a run that comes to the most it may create", () => {
  it("creates exactly so many, over all its lanes, pauses the flow and asks", async () => {
    const one = await scene();
    await setSettings(one, { mostCreates: 7 });
    await one.run(...makeOrders(40));
    await sleep(20);
    expect(one.erp.records("things").length).toBeLessThanOrEqual(7);
    expect((await stateOf(one)).state).toBe("paused");
    expect((await stateOf(one)).reason).toContain("7");
    await one.sums();
    await allowMoreCreates(test.database, one.flow.flowId, undefined);
    await wishFor(test.database, one.flow.flowId, { code: heldCapCode }, { wish: "confirm" });
    await resumeFlow(test.database, one.flow.workspaceId, one.flow.flowId);
    await one.settle();
    expect(one.erp.records("things")).toHaveLength(40);
    expect(one.erp.journal).toHaveLength(40);
    expect(await one.sums()).toMatchObject({ done: 40, inFlight: 0 });
  });

  it("counts only what was created: updates and failures take nothing of it", async () => {
    const one = await scene();
    for (const { number } of makeOrders(5) as { number: string }[]) one.erp.put("things", { ref: number });
    await setSettings(one, { mostCreates: 3 });
    one.erp.fail({ on: "write", answer: busy });
    await one.run(...makeOrders(8));
    await one.settle(400);
    expect((await stateOf(one)).state).toBe("active");
    expect(one.erp.records("things")).toHaveLength(8);
    await one.sums();
  });
});
